#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"

namespace skerry::host {
namespace {

void reply(Guest& guest, std::uint64_t call, std::string_view answer) {
  guest.reply_later(call, std::string(answer));
}

}  // namespace

void add_rpc(Imports& imports) { imports.add<&reply>("skerry:host/rpc@0.1.0", "reply"); }

}  // namespace skerry::host
