#include "host/actors/actor.hpp"

namespace skerry::host {
namespace {

std::expected<std::string, Failure> execute(Actor& actor, std::string_view sql,
                                            std::string_view params) {
  return actor.execute(sql, params);
}

Identity self(Actor& actor) { return {actor.identity().actor_namespace, actor.identity().name}; }

void destroy(Actor& actor) { actor.destroy_later(); }

void set_alarm(Actor& actor, std::uint64_t at_ms) { actor.set_alarm(at_ms); }
void clear_alarm(Actor& actor) { actor.clear_alarm(); }
std::optional<std::uint64_t> get_alarm(Actor& actor) { return actor.get_alarm(); }

std::string accept(Actor& actor, std::uint64_t request) { return actor.accept_socket(request); }
void send(Actor& actor, std::string_view socket, std::string_view text) {
  actor.send_socket(socket, text);
}
void close(Actor& actor, std::string_view socket, std::uint16_t code, std::string_view reason) {
  actor.close_socket(socket, code, reason);
}
std::string list(Actor& actor) { return actor.list_sockets(); }

}  // namespace

void add_actor_capabilities(Imports& imports) {
  imports.add<&execute>("skerry:host/actor-storage@0.1.0", "execute");
  imports.add<&self>("skerry:host/actor@0.1.0", "self");
  imports.add<&destroy>("skerry:host/actor@0.1.0", "destroy");
  imports.add<&set_alarm>("skerry:host/alarm@0.1.0", "set");
  imports.add<&clear_alarm>("skerry:host/alarm@0.1.0", "clear");
  imports.add<&get_alarm>("skerry:host/alarm@0.1.0", "get");
  imports.add<&accept>("skerry:host/sockets@0.1.0", "accept");
  imports.add<&send>("skerry:host/sockets@0.1.0", "send");
  imports.add<&close>("skerry:host/sockets@0.1.0", "close");
  imports.add<&list>("skerry:host/sockets@0.1.0", "list");
}

}  // namespace skerry::host
