#include "fn_cpp.h"

#include "modules/fn/fn.hpp"
#include "modules/sdk/component/basics.hpp"
#include "modules/sdk/component/fetch.hpp"
#include "modules/sdk/component/http.hpp"
#include "modules/sdk/component/queue.hpp"
#include "modules/sdk/component/rpc.hpp"
#include "modules/sdk/component/sandbox.hpp"
#include "modules/sdk/component/storage.hpp"
#include "modules/sdk/component/timers.hpp"

namespace skerry::component {
namespace {

struct World {
  BasicPorts basics;
  Http http;
  Rpc rpc;
  Queue queue;
  Sandbox sandbox;
  Timers timers;
  Storage storage;
  Fetch fetch;
  fn::Fn module{{basics.basics(), sandbox, timers, storage, fetch, queue}};
  Instance instance{module, {&http, &rpc, &queue}};
};

}  // namespace

Instance& instance() {
  // Made by the first event: a static constructor may call no import.
  static World& world = *new World;
  return world.instance;
}

}  // namespace skerry::component
