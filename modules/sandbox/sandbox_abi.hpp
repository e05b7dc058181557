#pragma once

#include <cstddef>
#include <cstdint>

/// The contract between a host and `sandbox.wasm`.
///
/// The module is a core WebAssembly module without imports. A host makes one fresh instance for
/// each run and throws it away afterwards:
///
///   1. `sandbox_status_address() -> u32`: where the `SandboxStatus` of this instance lies.
///   2. `sandbox_allocate(bytes: u32) -> u32`: room for the source, and again for the arguments;
///      0 when there is none. The host writes UTF-8 text there.
///   3. `sandbox_seed_address() -> u32`: 32 bytes that the host fills with entropy (the key of
///      `Math.random` and `crypto`).
///   4. `sandbox_run(source, source_bytes, arguments, arguments_bytes: u32, now_ms: f64,
///      steps_max: u64, memory_bytes_max, output_bytes_max, console_bytes_max: u32) -> u32`:
///      the outcome, which the status repeats. `now_ms` is the frozen time in milliseconds since
///      1970. Limits out of their range are brought into it (see the constants below).
///   5. The host reads the status and the texts it points to from the exported `memory`.
///
/// **A call may trap.** The status is valid then, too. `steps_used` is complete when `outcome` is
/// final; the exported mutable global `steps_left` (i64) always holds what remains of the budget.
/// A trap with `Outcome::running` is either the host's own stack running out, which a host reports
/// as `Outcome::limit_stack`, or a defect of the engine, which it reports as such.
///
/// Source is an ECMAScript module without types. Its default export is called with the elements
/// of the arguments' JSON array; a promise is awaited. All texts are valid UTF-8.
namespace skerry::sandbox {

/// Version of this contract; changes with every incompatible change of the layout or calls.
inline constexpr std::uint32_t kAbiVersion = 1;

/// How a run ended. Values are part of the contract.
// NOLINTNEXTLINE(performance-enum-size): the width is part of the contract
enum class Outcome : std::uint32_t {
  running = 0,            ///< not ended: seen by a host only before a run and after a trap
  returned = 1,           ///< `result` holds the JSON text of the value
  threw = 2,              ///< the program threw or rejected; `error` says what and where
  result_not_json = 3,    ///< the value has no JSON form; `error.pointer` says where (RFC 6901)
  syntax_error = 4,       ///< the source is not a module; `error` says where
  no_default_export = 5,  ///< the module has no default export that is a function
  import_refused = 6,     ///< the program imports another module, statically or dynamically
  never_settled = 7,      ///< nothing is left to run and the promise is still pending
  limit_steps = 8,        ///< the budget of steps is used up; `error` says where the program was
  limit_memory = 9,       ///< the program ran out of its memory
  limit_stack = 10,       ///< calls or data are nested too deeply
  limit_output = 11,      ///< the JSON text of the result is longer than allowed
  bad_arguments = 12,     ///< the arguments are not a JSON array: the host's mistake
};

/// What a run used, as bits of `SandboxStatus::flags`.
// NOLINTNEXTLINE(performance-enum-size): the width is part of the contract
enum StatusFlag : std::uint32_t {
  kTouchedTime = 1u << 0,    ///< the program asked for the current time
  kTouchedRandom = 1u << 1,  ///< the program asked for randomness
  kResultBigint = 1u << 2,   ///< the result holds a BigInt beyond 2^53 - 1, written as a string
};

/// The report of a run, at a fixed place in linear memory, little-endian. Addresses are offsets
/// into linear memory and are 0 when there is no such text.
struct SandboxStatus {
  std::uint32_t abi_version;            ///< `kAbiVersion`
  Outcome outcome;                      ///< how the run ended
  std::uint64_t steps_used;             ///< steps of this run, at most `steps_max`
  std::uint32_t memory_bytes_peak;      ///< most heap the engine held at one time
  std::uint32_t flags;                  ///< bits of `StatusFlag`
  std::uint32_t result_address;         ///< JSON text of the result
  std::uint32_t result_bytes;           ///< its length
  std::uint32_t error_address;          ///< JSON object: name, message, line?, column?, stack?,
  std::uint32_t error_bytes;            ///< pointer?; line and column count from 1
  std::uint32_t console_address;        ///< lines `{"level":"log","text":"…"}`, each ended by \n
  std::uint32_t console_bytes;          ///< length of all lines
  std::uint32_t console_lines;          ///< number of lines kept
  std::uint32_t console_lines_dropped;  ///< number of lines that did not fit
};
static_assert(sizeof(SandboxStatus) == 56 && offsetof(SandboxStatus, steps_used) == 8);

/// Length of the seed in bytes.
inline constexpr std::uint32_t kSeedBytes = 32;

/// Steps that are worth about one millisecond of work; one step is a pass through a loop or a call
/// in the compiled engine, or 16 bytes of a bulk memory operation. Set so that the slowest program
/// of cases/attacks.json stays within it on the slowest engine, V8 before it has optimised the
/// module: README.md, "What a step is worth".
inline constexpr std::uint64_t kStepsPerMillisecond = 125'000;

/// Budget of a run when the caller names none, and the largest one: about 1 s and 10 s.
inline constexpr std::uint64_t kStepsDefault = 1'000 * kStepsPerMillisecond;
inline constexpr std::uint64_t kStepsMax = 10 * kStepsDefault;

/// Smallest budget; a lower one is raised to it, so that every failure can still be described.
inline constexpr std::uint64_t kStepsMin = 4 * kStepsPerMillisecond;

/// Linear memory an instance may grow to, as declared in the module.
inline constexpr std::uint32_t kLinearMemoryBytesMax = 24u << 20;

/// Stack in linear memory, as given to the linker.
inline constexpr std::uint32_t kLinkedStackBytes = 1u << 20;

/// Stack that a host must have left for WebAssembly when it calls `sandbox_run`, so that too deep a
/// recursion ends by the module's own limit. Of the conformance cases the deepest takes about half
/// of it in Wasmtime 50. V8's default of 984 KB is enough for V8, whose frames are smaller.
inline constexpr std::uint32_t kHostStackBytesMin = 1536u << 10;

/// Heap of the engine when the caller names none, and at most; the rest of linear memory holds
/// the stack, the engine's own data, the source and the report.
inline constexpr std::uint32_t kMemoryBytesDefault = 18u << 20;
inline constexpr std::uint32_t kMemoryBytesMin = 1u << 20;
static_assert(kMemoryBytesDefault + kLinkedStackBytes + (4u << 20) <= kLinearMemoryBytesMax);

/// Text of a result and of all console lines: default, which is also the most.
inline constexpr std::uint32_t kOutputBytesMax = 1u << 20;
inline constexpr std::uint32_t kConsoleBytesMax = 16u << 10;

}  // namespace skerry::sandbox
