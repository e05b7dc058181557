#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/queue.hpp"
#include "modules/sdk/simulation/world.hpp"

namespace skerry::simulation {

/// Queues consumed by the module itself: at least once, in no order, with a dead-letter queue.
class SimulatedQueue final : public QueuePort, public Participant {
 public:
  struct Message {
    std::string queue;
    std::string id;
    std::string body;
    std::uint32_t attempts = 0;
  };

  explicit SimulatedQueue(World& world) : world_(world) { world.join(*this); }

  void send(OpId op, std::string_view queue, std::string_view body, std::uint32_t delay_s) override;
  void ack(OpId message) override;
  void retry(OpId message, std::uint32_t delay_s) override;

  void begin() override {}
  void commit() override {}
  void roll_back() override {}
  /// What was being handled counts as a failed attempt.
  void instance_dropped() override;

  std::uint32_t attempts_max = 5;
  /// How often a message arrives a second time although it was acknowledged.
  double duplicate_probability = 0;
  /// Whether messages are handed to the module, or only kept in `sent`.
  bool consumed = true;
  std::vector<Message> sent;
  std::vector<Message> dead_letters;

 private:
  /// Apart from requests and calls, which share a table in the module.
  static constexpr OpId kFirstId = OpId{1} << 41;
  static constexpr double kRetryDelayMs = 1000;

  void schedule(Message message, double delay_ms);
  void again(const Message& message, double delay_ms);

  World& world_;
  std::map<OpId, Message> handled_;
  OpId next_id_ = kFirstId;
};

}  // namespace skerry::simulation
