#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/sandbox/sandbox_abi.hpp"

/// The limits of sandboxed runs on this host; those of one run are the caller's and the module's.
namespace skerry::host::sandbox_limits {

/// Runs that wait for a thread; beyond that whoever has most of them is overloaded.
inline constexpr std::size_t kRunsWaitingMax = 256;
/// How long a run waits for a thread before it fails as overloaded.
inline constexpr std::uint32_t kRunWaitMsMax = 10'000;
/// How often is looked for runs that have waited too long.
inline constexpr std::uint32_t kWaitCheckMs = 50;
/// Wall-clock time after which a run is ended although its steps are not used up: the machine is
/// far slower than any that steps were measured on.
inline constexpr std::uint32_t kRunTimeMsMax = 60'000;
/// Sources of TypeScript whose erasure is kept, by count and by bytes of both texts.
inline constexpr std::size_t kErasedMax = 1'000;
inline constexpr std::size_t kErasedBytesMax = 8 << 20;
/// A program's text, as the TypeScript eraser takes it.
inline constexpr std::size_t kProgramBytesMax = 64UZ * 1024;
/// Native stack for WebAssembly, and what the host's own frames below it need.
inline constexpr std::size_t kWasmStackBytes = sandbox::kHostStackBytesMin + (512u << 10);
/// Memory that a place for an instance keeps from run to run: all that `sandbox.wasm` starts with.
inline constexpr std::size_t kKeptMemoryBytes = 1408u << 10;
inline constexpr std::size_t kKeptTableBytes = 8u << 10;

}  // namespace skerry::host::sandbox_limits
