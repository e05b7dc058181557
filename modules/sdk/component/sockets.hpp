#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/sockets.hpp"

namespace skerry::component {

class Sockets final : public SocketsPort {
 public:
  std::string accept(OpId request) override { return host::sockets::Accept(request).to_string(); }
  void send(std::string_view socket, std::string_view text) override {
    host::sockets::Send(socket, text);
  }
  void close(std::string_view socket, std::uint16_t code, std::string_view reason) override {
    host::sockets::Close(socket, code, reason);
  }
  std::vector<std::string> list() override {
    const auto lines = host::sockets::List();
    std::string_view rest = lines.get_view();
    std::vector<std::string> sockets;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      if (end != 0) sockets.emplace_back(rest.substr(0, end));
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return sockets;
  }
};

}  // namespace skerry::component

namespace exports::skerry::host::sockets_events {

void OnOpen(wit::string socket) {
  ::skerry::component::instance().on_socket_open(socket.to_string());
}
void OnMessage(wit::string socket, wit::string text) {
  ::skerry::component::instance().on_socket_message(socket.to_string(), text.to_string());
}
void OnClose(wit::string socket, std::uint16_t code, wit::string reason) {
  ::skerry::component::instance().on_socket_close(socket.to_string(), code, reason.to_string());
}

}  // namespace exports::skerry::host::sockets_events
