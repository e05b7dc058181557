#pragma once

#include "modules/sdk/simulation/simulated_fetch.hpp"

namespace skerry::ai::testing {

/// Makes a simulated request over a real network, by libcurl, and gives the answer in the pieces it
/// arrived in. Blocks until its end.
[[nodiscard]] simulation::NetworkAnswer perform(const simulation::NetworkRequest& request);

}  // namespace skerry::ai::testing
