#include "host/capabilities/capabilities.hpp"

namespace skerry::host {

Imports common_imports() {
  Imports imports;
  add_basics(imports);
  add_crypto(imports);
  add_http(imports);
  add_rpc(imports);
  add_fetch(imports);
  add_storage(imports);
  add_blobs(imports);
  add_queue(imports);
  add_sandbox(imports);
  add_timers(imports);
  return imports;
}

}  // namespace skerry::host
