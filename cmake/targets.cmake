# Functions that define Skerry's own targets.

add_library(skerry_warnings INTERFACE)
target_compile_options(skerry_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wno-sign-conversion -Wno-missing-designated-field-initializers -Wno-c2y-extensions -Wnon-virtual-dtor -Woverloaded-virtual -Werror)

if(CMAKE_SYSTEM_NAME STREQUAL "WASI")
  add_compile_options(-O2 -ffunction-sections -fdata-sections
    -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST)
else()
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-stdlib=libc++>
    -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST)
  add_link_options(-stdlib=libc++ -static-libstdc++ -fuse-ld=lld)
endif()

# add_unit_test(<name> SOURCES … LIBRARIES … [ARGUMENTS …])
#
# A Catch2 executable, run by CTest under its name; native builds only. It may read files below the
# macro SKERRY_SOURCE_DIR and write below a temporary folder of its own.
function(add_unit_test name)
  if(CMAKE_SYSTEM_NAME STREQUAL "WASI")
    return()
  endif()
  cmake_parse_arguments(test "" "" "SOURCES;LIBRARIES;ARGUMENTS" ${ARGN})
  if(NOT TARGET catch_main)
    add_library(catch_main STATIC ${CMAKE_SOURCE_DIR}/tests/catch_main.cpp)
    target_compile_options(catch_main PUBLIC "SHELL:-include new")
    target_include_directories(catch_main PUBLIC ${CMAKE_SOURCE_DIR})
  endif()
  add_executable(${name} ${test_SOURCES})
  target_compile_definitions(${name} PRIVATE SKERRY_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    SKERRY_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE catch_main skerry_warnings ${test_LIBRARIES})
  add_test(NAME ${name} COMMAND ${name} ${test_ARGUMENTS})
endfunction()

# add_module(<name> WORLD <world> SOURCES … LIBRARIES …)
#
# A WebAssembly component: links the sources with the committed bindings of the world, optimises,
# and writes <build>/modules/<name>.wasm. WebAssembly builds only. The bindings live in
# modules/bindings/<world>/ and are made by scripts/generate-bindings.
function(add_module name)
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "WASI")
    return()
  endif()
  cmake_parse_arguments(module "" "WORLD" "SOURCES;LIBRARIES" ${ARGN})
  set(bindings ${CMAKE_SOURCE_DIR}/modules/bindings/${module_WORLD})
  string(REPLACE "-" "_" snake ${module_WORLD})
  set(core ${name}_core)
  add_executable(${core} ${module_SOURCES} ${bindings}/${snake}.cpp)
  set_source_files_properties(${bindings}/${snake}.cpp PROPERTIES COMPILE_OPTIONS "-w")
  target_include_directories(${core} PRIVATE ${bindings} ${CMAKE_SOURCE_DIR})
  target_link_libraries(${core} PRIVATE ${module_LIBRARIES} skerry_guest_runtime
    ${bindings}/${snake}_component_type.o)
  # What the native host allows an instance; on Workers nobody else would stop one from growing.
  target_link_options(${core} PRIVATE -Wl,--max-memory=67108864)
  set(output ${CMAKE_BINARY_DIR}/modules/${name}.wasm)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/modules
    COMMAND ${SKERRY_WASM_OPT} --enable-bulk-memory --enable-sign-ext
      --enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue
      --enable-reference-types -O3 $<TARGET_FILE:${core}> -o ${name}.optimised.wasm
    COMMAND ${SKERRY_WASM_TOOLS} component new ${name}.optimised.wasm -o ${output}
    COMMAND ${SKERRY_WASM_TOOLS} validate ${output}
    DEPENDS ${core} VERBATIM)
  add_custom_target(${name}_module ALL DEPENDS ${output})
endfunction()
