#include "gateway_cpp.h"

#include "modules/gateway/gateway.hpp"
#include "modules/sdk/component/basics.hpp"
#include "modules/sdk/component/fetch.hpp"
#include "modules/sdk/component/http.hpp"
#include "modules/sdk/component/storage.hpp"

namespace skerry::component {
namespace {

struct World {
  BasicPorts basics;
  Http http;
  Fetch fetch;
  Storage storage;
  gateway::Gateway module{{basics.basics(), fetch, storage}};
  Instance instance{module, {.http = &http}};
};

}  // namespace

Instance& instance() {
  // Made by the first event: a static constructor may call no import.
  static World& world = *new World;
  return world.instance;
}

}  // namespace skerry::component
