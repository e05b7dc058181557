// What the C and C++ libraries expect of a platform, for a module that has none. With these
// definitions linked, typestrip.wasm imports nothing. Whatever would be an effect traps.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

extern "C" {

void abort() { __builtin_trap(); }

void __wasi_proc_exit(std::uint32_t) { __builtin_trap(); }

constexpr std::uint16_t kBadDescriptor = 8;  // errno::badf of WASI preview 1

// tree-sitter can write debugging output to a stream; no stream is ever open here.
std::uint16_t __wasi_fd_write(std::uint32_t, const void*, std::size_t, std::size_t*) {
  return kBadDescriptor;
}
std::uint16_t __wasi_fd_read(std::uint32_t, const void*, std::size_t, std::size_t*) {
  return kBadDescriptor;
}
std::uint16_t __wasi_fd_close(std::uint32_t) { return kBadDescriptor; }
std::uint16_t __wasi_fd_seek(std::uint32_t, std::int64_t, std::uint8_t, std::uint64_t*) {
  return kBadDescriptor;
}
std::uint16_t __wasi_fd_fdstat_get(std::uint32_t, void*) { return kBadDescriptor; }
std::uint16_t __wasi_fd_fdstat_set_flags(std::uint32_t, std::uint16_t) { return kBadDescriptor; }
std::uint16_t __wasi_clock_time_get(std::uint32_t, std::uint64_t, std::uint64_t*) {
  __builtin_trap();
}

std::uintptr_t __stack_chk_guard = 0x5bd1e995;
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }

}  // extern "C"

namespace std {

[[noreturn]] void __libcpp_verbose_abort(const char*, ...) noexcept { __builtin_trap(); }

}  // namespace std

namespace {

void* allocate(std::size_t bytes) noexcept {
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) __builtin_trap();
  return memory;
}

}  // namespace

void* operator new(std::size_t bytes) { return allocate(bytes); }
void* operator new[](std::size_t bytes) { return allocate(bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
