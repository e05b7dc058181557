#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "modules/sdk/task.hpp"

namespace skerry {

/// Messages delivered at least once (`queue` of the contract).
class QueuePort {
 public:
  virtual void send(OpId op, std::string_view queue, std::string_view body,
                    std::uint32_t delay_s) = 0;
  virtual void ack(OpId message) = 0;
  virtual void retry(OpId message, std::uint32_t delay_s) = 0;

 protected:
  ~QueuePort() = default;
};

/// A message as a handler gets it.
struct QueueMessage {
  std::string queue;
  std::string id;
  std::string body;
  std::uint32_t attempts = 1;
};

/// What a handler decides about a message.
struct QueueVerdict {
  bool done = true;
  std::uint32_t retry_delay_s = 0;

  [[nodiscard]] static QueueVerdict ack() { return {}; }
  [[nodiscard]] static QueueVerdict retry(std::uint32_t delay_s) { return {false, delay_s}; }
};

namespace detail {

inline Task<Result<void>> send(QueuePort* port, std::string queue, std::string body,
                               std::uint32_t delay_s) {
  co_return co_await operation<OperationKind::kQueue>(
      [&](OpId op) { port->send(op, queue, body, delay_s); }, [](OpId) {});
}

}  // namespace detail

/// Sends a message; success means that the host keeps it.
inline Task<Result<void>> send(QueuePort& port, std::string queue, std::string body,
                               std::uint32_t delay_s = 0) {
  return detail::send(&port, std::move(queue), std::move(body), delay_s);
}

}  // namespace skerry
