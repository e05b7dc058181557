#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/sdk/limits.hpp"

/// The limits of accepted code, each with its unit in its name.
namespace skerry::fn::limits {

inline constexpr std::size_t kFunctionSourceBytesMax = 64 * 1024;
/// Functions kept for one tenant, whatever their origin.
inline constexpr std::size_t kFunctionsPerTenantMax = 1'000;
inline constexpr std::size_t kFunctionNameCharactersMax = 100;
inline constexpr std::size_t kFunctionParametersMax = 16;
inline constexpr std::size_t kParaphrasesMax = 20;
inline constexpr std::size_t kParaphraseCharactersMax = 500;
/// A function is proven by at least so many examples.
inline constexpr std::size_t kFunctionExamplesMin = 3;
inline constexpr std::size_t kFunctionExamplesMax = 50;
/// All examples of one function, as compact JSON.
inline constexpr std::size_t kFunctionExamplesBytesMax = 256 * 1024;
/// How exactly the time of a function's last use is known: a write for each use would cost more
/// than the use.
inline constexpr std::uint64_t kFunctionUseResolutionMs = 60'000;
/// How long an instance believes that a tenant has no functions of its own: until then another
/// instance's registration of the first one is not seen.
inline constexpr double kNoFunctionsRememberedMs = 1'000;
/// Tenants of which an instance remembers that.
inline constexpr std::size_t kTenantsRememberedMax = 1'000;

static_assert(kFunctionSourceBytesMax + kFunctionExamplesBytesMax + 128 * 1024 < 2'000'000,
              "a function must fit a row of D1");
static_assert(kFunctionExamplesMin <= kFunctionExamplesMax);

}  // namespace skerry::fn::limits
