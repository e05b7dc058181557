#pragma once

#include "modules/sdk/basics.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/module.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::example {

/// The smallest module that does something: asks another service, waits a moment, answers.
class Echo final : public Module {
 public:
  Echo(Basics basics, FetchPort& fetch, TimersPort& timers)
      : basics_(basics), fetch_(fetch), timers_(timers) {}

  Task<Answer> on_request(Request request) override;

 private:
  Basics basics_;
  FetchPort& fetch_;
  TimersPort& timers_;
};

}  // namespace skerry::example
