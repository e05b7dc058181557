#pragma once

#include <cstddef>
#include <cstdint>

/// The contract between a host and `typestrip.wasm`.
///
/// The module is a core WebAssembly module without imports. A host calls `_initialize()` once
/// after instantiation, and may then use the instance for any number of sources, one at a time:
///
///   1. `typestrip_status_address() -> u32`: where the `TypestripStatus` of this instance lies.
///   2. `typestrip_allocate(bytes: u32) -> u32`: room for one source, where the host writes
///      UTF-8 text; 0 when there is none. It stays valid until the next call of this function,
///      which takes it back, and may be used for several runs.
///   3. `typestrip_run(source, source_bytes: u32) -> u32`: the outcome, which the status repeats.
///   4. The host reads the status and the text it points to from the exported `memory`; both stay
///      valid until the next `typestrip_run`.
///
/// Work is bounded by counted operations, not by time: see limits.hpp. **A call may trap** when
/// linear memory runs out, which no source that was tried does; the instance is then to be thrown
/// away. The outcome in the status is then `running`.
namespace skerry::typestrip {

/// Version of this contract; changes with every incompatible change of the layout or calls.
inline constexpr std::uint32_t kAbiVersion = 1;

/// How a run ended. Values are part of the contract.
enum class Outcome : std::uint32_t {  // NOLINT(performance-enum-size): a word of the status.
  running = 0,   ///< not ended: seen by a host only before a run and after a trap
  stripped = 1,  ///< `result` holds the JavaScript, exactly as long as the source
  failed = 2,    ///< `error` says why and where
};

/// The report of a run, at a fixed place in linear memory, little-endian. Addresses are offsets
/// into linear memory and are 0 when there is no such text. All texts are valid UTF-8.
struct TypestripStatus {
  std::uint32_t abi_version;     ///< `kAbiVersion`
  Outcome outcome;               ///< how the run ended
  std::uint32_t result_address;  ///< JavaScript
  std::uint32_t result_bytes;    ///< its length
  std::uint32_t error_address;   ///< JSON object {"code","message","line","column"}; code is one of
  std::uint32_t error_bytes;     ///< the names of `StripFailure`; line and column count from 1
};
static_assert(sizeof(TypestripStatus) == 24 && offsetof(TypestripStatus, error_bytes) == 20);

/// Linear memory an instance may grow to, as declared in the module.
inline constexpr std::uint32_t kLinearMemoryBytesMax = 24u << 20;

}  // namespace skerry::typestrip
