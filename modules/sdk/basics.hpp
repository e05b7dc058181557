#pragma once

#include "modules/sdk/clock.hpp"
#include "modules/sdk/config.hpp"
#include "modules/sdk/crypto.hpp"
#include "modules/sdk/log.hpp"
#include "modules/sdk/metrics.hpp"
#include "modules/sdk/random.hpp"

namespace skerry {

/// What every module has.
struct Basics {
  ClockPort& clock;
  RandomPort& random;
  LogPort& log;
  MetricsPort& metrics;
  ConfigPort& config;
  CryptoPort& crypto;
};

}  // namespace skerry
