# Who may include whom, and where clock, environment, dice and foreign libraries may be touched (a table of the house).
# Run by CTest; a folder without a row fails, so a new one is a decision.

cmake_minimum_required(VERSION 3.18)
set(base "")
set(deck base)
set(srs base)
set(play base deck srs)
set(store base deck srs play)
set(ui base)
set(screens base deck srs play ui)
set(sdl base ui)
set(cmd base deck srs play store ui screens sdl cmd app.h app_progress.h app_shared.h contest.h drill.h figures.h options.h prefs.h shelf.h sitting.h stock.h text.h)

# a foreign name :: the only files that may have it
set(only
  "yaml\\.h> :: ^src/deck/deck_(allow|yaml)\\.c$"
  "sqlite3\\.h> :: ^src/store/store[a-z_]*\\.[ch]$"
  "SDL[a-z_]*\\.h> :: ^src/(sdl/[a-z_]+\\.[ch]|main\\.c)$"
  "png\\.h> :: ^src/sdl/[a-z]+\\.c$"
  "libintl\\.h> :: ^src/base/tr\\.c$"
  "[^a-z_](fopen|open|openat|rename|fsync|fdatasync|unlink|mkdir|opendir)\\( :: ^src/store/file\\.c$"
  "[^a-z_](clock_gettime|gettimeofday|localtime|localtime_r|time|getenv|getrandom|getentropy)\\( :: ^src/(main|text|sdl/window|class/server)\\.c$"
  "0xff[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F] :: ^src/(ui/theme|base/utf8)\\.c$" # colours; in utf8 a mask
  "SDL_GetTicks(64)?\\( :: ^src/sdl/window\\.c$"
  "[^a-z_](rand|srand|random|srandom)\\( :: ^$")

set(problems "")
file(GLOB_RECURSE files RELATIVE ${TOP} ${TOP}/src/*.c ${TOP}/src/*.h)
foreach(file IN LISTS files)
  file(READ ${TOP}/${file} text)
  string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" "" text "${text}")
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  if(file MATCHES "^src/([a-z]+)/")
    set(room ${CMAKE_MATCH_1})
    if(NOT DEFINED ${room})
      list(APPEND problems "${file}: the folder has no row in check_layers.cmake")
    endif()
    string(REGEX MATCHALL "#include \"[^\"]+\"" includes "${text}")
    foreach(include IN LISTS includes)
      string(REGEX REPLACE "#include \"([^\"/]+).*\"" "\\1" first "${include}")
      if(NOT first STREQUAL room AND NOT first IN_LIST ${room})
        list(APPEND problems "${file}: ${include} is not allowed in ${room}/")
      endif()
    endforeach()
  endif()
  foreach(rule IN LISTS only)
    string(REGEX REPLACE " :: .*" "" pattern "${rule}")
    string(REGEX REPLACE "^.* :: " "" allowed "${rule}")
    if("${text}" MATCHES "${pattern}")
      set(name "${CMAKE_MATCH_0}")
      if(NOT file MATCHES "${allowed}")
        list(APPEND problems "${file}: '${name}' belongs in ${allowed}")
      endif()
    endif()
  endforeach()
endforeach()

if(problems)
  list(JOIN problems "\n" problems)
  message(FATAL_ERROR "${problems}")
endif()
