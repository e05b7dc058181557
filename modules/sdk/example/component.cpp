#include "fn_cpp.h"

#include "modules/sdk/component/basics.hpp"
#include "modules/sdk/component/fetch.hpp"
#include "modules/sdk/component/http.hpp"
#include "modules/sdk/component/queue.hpp"
#include "modules/sdk/component/rpc.hpp"
#include "modules/sdk/component/sandbox.hpp"
#include "modules/sdk/component/storage.hpp"
#include "modules/sdk/component/timers.hpp"
#include "modules/sdk/example/echo.hpp"

namespace skerry::component {
namespace {

struct World {
  BasicPorts basics;
  Http http;
  Rpc rpc;
  Queue queue;
  Fetch fetch;
  Timers timers;
  example::Echo module{basics.basics(), fetch, timers};
  Instance instance{module, {&http, &rpc, &queue}};
};

}  // namespace

Instance& instance() {
  // Made by the first event: a static constructor may call no import.
  static World& world = *new World;
  return world.instance;
}

}  // namespace skerry::component
