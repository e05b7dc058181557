# CMake 3.25 does not know the platform; this is all it needs to know.
set(WASI TRUE)
set(CMAKE_EXECUTABLE_SUFFIX ".wasm")
