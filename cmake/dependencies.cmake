# Third-party parts, as interface targets. scripts/setup puts what is not a Debian package below
# .toolchain/; docs/dependencies.md says why each is here.

set(SKERRY_TOOLCHAIN_DIR ${CMAKE_SOURCE_DIR}/.toolchain CACHE PATH "What scripts/setup installed")
set(SKERRY_QUICKJS_DIR ${SKERRY_TOOLCHAIN_DIR}/quickjs CACHE PATH "QuickJS-ng sources")
set(SKERRY_SIMDJSON_DIR ${SKERRY_TOOLCHAIN_DIR}/simdjson CACHE PATH "simdjson single header")
set(SKERRY_TREE_SITTER_DIR ${SKERRY_TOOLCHAIN_DIR}/crates/tree-sitter CACHE PATH "tree-sitter crate")
set(SKERRY_TREE_SITTER_TYPESCRIPT_DIR ${SKERRY_TOOLCHAIN_DIR}/crates/tree-sitter-typescript
    CACHE PATH "tree-sitter-typescript crate")
if(DEFINED ENV{WASMTIME_C_API_PATH})
  set(wasmtime_default $ENV{WASMTIME_C_API_PATH})
else()
  set(wasmtime_default ${SKERRY_TOOLCHAIN_DIR}/wasmtime)
endif()
set(SKERRY_WASMTIME_DIR ${wasmtime_default} CACHE PATH "Wasmtime C API: include/ and lib/")
find_program(SKERRY_WASM_TOOLS wasm-tools HINTS ${SKERRY_TOOLCHAIN_DIR}/venv/bin REQUIRED)
find_program(SKERRY_WASM_OPT wasm-opt PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
find_program(SKERRY_PYTHON ${SKERRY_TOOLCHAIN_DIR}/venv/bin/python3 python3 REQUIRED)

if(NOT EXISTS ${SKERRY_SIMDJSON_DIR}/simdjson.h)
  message(FATAL_ERROR "Third-party parts are missing; run scripts/setup first")
endif()

# Header-only, so one installed copy serves both targets; only its own folder is made visible.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include)
file(CREATE_LINK /usr/include/nlohmann ${CMAKE_BINARY_DIR}/include/nlohmann SYMBOLIC)
add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/include)

add_library(simdjson STATIC ${SKERRY_SIMDJSON_DIR}/simdjson.cpp)
target_include_directories(simdjson SYSTEM PUBLIC ${SKERRY_SIMDJSON_DIR})
target_compile_definitions(simdjson PUBLIC SIMDJSON_EXCEPTIONS=0)
target_compile_options(simdjson PRIVATE -w)

if(NOT CMAKE_SYSTEM_NAME STREQUAL "WASI")
  find_package(Threads REQUIRED)
  find_package(OpenSSL 3 REQUIRED)
  find_package(CURL REQUIRED)
  find_package(SQLite3 REQUIRED)
  add_library(wasmtime SHARED IMPORTED GLOBAL)
  set_target_properties(wasmtime PROPERTIES
    IMPORTED_LOCATION ${SKERRY_WASMTIME_DIR}/lib/libwasmtime.so
    IMPORTED_NO_SONAME ON
    INTERFACE_INCLUDE_DIRECTORIES ${SKERRY_WASMTIME_DIR}/include)
  add_library(spdlog INTERFACE)
  target_compile_definitions(spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
endif()
