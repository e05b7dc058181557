#include "host/actors/actor_shard.hpp"

#include <algorithm>

#include "host/actors/limits.hpp"
#include "host/actors/socket_backlog.hpp"
#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {

namespace {

constexpr std::uint16_t kPolicyViolation = 1008;

}  // namespace

std::optional<ActorIdentity> parse_identity(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return ActorIdentity{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

ActorShard::ActorShard(const Environment& environment, EventLoop& loop, ActorStore& store,
                       std::size_t residents_max)
    : environment_(environment), loop_(loop), store_(store), residents_max_(residents_max) {}

void ActorShard::add(const Module& module) {
  modules_[std::string(module.description.name)] = &module;
}

std::shared_ptr<Actor> ActorShard::find_or_make(const ActorIdentity& identity) {
  if (const auto found = residents_.find(identity); found != residents_.end()) {
    order_.splice(order_.begin(), order_, found->second.place);
    return found->second.actor;
  }
  const auto module = modules_.find(identity.actor_namespace);
  if (module == modules_.end()) return nullptr;
  auto& table = sockets_[identity];
  if (table == nullptr) table = std::make_shared<SocketTable>();
  order_.push_front(identity);
  Actor::Hooks hooks{
      .on_idle =
          [this] {
            if (residents_.size() <= residents_max_ || std::exchange(trimming_, true)) return;
            // Not at once: the actor that says so is still running.
            loop_.post([this] { trim(); });
          },
      .on_socket =
          [this, identity](const std::string& id, const std::shared_ptr<WebSocket>& socket) {
            start_socket(identity, id, socket);
          }};
  auto actor = std::make_shared<Actor>(environment_, loop_, *module->second, store_, identity,
                                       table, std::move(hooks));
  residents_[identity] = {actor, order_.begin()};
  return actor;
}

void ActorShard::accept(const ActorIdentity& identity, Inbound request) {
  const auto actor = find_or_make(identity);
  if (actor == nullptr) return answer_problem(request, kNoDestination);
  actor->accept(std::move(request));
}

void ActorShard::deliver_alarm(const ActorIdentity& identity) {
  // Without its module an alarm stays as it is; perhaps the next start has it.
  if (const auto actor = find_or_make(identity)) actor->deliver_alarm();
}

void ActorShard::start_socket(const ActorIdentity& identity, const std::string& id,
                              const std::shared_ptr<WebSocket>& socket) {
  // A socket's callbacks run on its connection's loop.
  socket->start(
      {.on_message =
           [this, loop = &loop_, identity, id, backlog = std::make_shared<SocketBacklog>(),
            weak = std::weak_ptr(socket)](std::string text) {
             auto receipt = backlog->add(text.size());
             if (receipt == nullptr) {
               if (const auto fast = weak.lock()) fast->close(kPolicyViolation, "too fast");
               return;
             }
             loop->post([this, identity, id, text = std::move(text),
                         receipt = std::move(receipt)]() mutable {
               if (const auto actor = find_or_make(identity)) {
                 actor->deliver_socket_message(id, std::move(text), std::move(receipt));
               }
             });
           },
       .on_close =
           [this, loop = &loop_, identity, id](std::uint16_t code, std::string reason) {
             loop->post([this, identity, id, code, reason = std::move(reason)]() mutable {
               const auto table = sockets_.find(identity);
               // A destroyed actor has no sockets to hear of.
               if (table == sockets_.end() || table->second->erase(id) == 0) return;
               if (const auto actor = find_or_make(identity)) {
                 actor->deliver_socket_close(id, code, std::move(reason));
               }
             });
           }});
}

void ActorShard::trim() {
  trimming_ = false;
  for (auto place = order_.end(); place != order_.begin() && residents_.size() > residents_max_;) {
    --place;
    if (!residents_.find(*place)->second.actor->can_leave()) continue;
    const auto leaving = place++;
    drop(leaving);
  }
}

void ActorShard::drop(std::list<ActorIdentity>::iterator place) {
  const auto table = sockets_.find(*place);
  if (table->second->empty()) sockets_.erase(table);
  residents_.erase(*place);
  order_.erase(place);
  environment_.metrics->add("skerry_actors_evicted", "", 1);
}

bool ActorShard::is_at_rest(const ActorIdentity& identity) const {
  const auto found = residents_.find(identity);
  return found == residents_.end() || found->second.actor->can_leave();
}

bool ActorShard::is_keeping() const {
  return std::ranges::any_of(
      residents_, [](const auto& resident) { return resident.second.actor->is_keeping(); });
}

void ActorShard::evict(const ActorIdentity& identity, std::function<void(bool evicted)> done) {
  evict_until(monotonic_ms() + kEvictionWaitMsMax, identity, std::move(done));
}

void ActorShard::evict_until(std::uint64_t until_ms, const ActorIdentity& identity,
                             std::function<void(bool evicted)> done) {
  constexpr std::uint64_t kLookAgainMs = 5;
  if (!is_at_rest(identity)) {
    if (monotonic_ms() >= until_ms) return done(false);
    evicting_ = loop_.after(kLookAgainMs, [this, until_ms, identity, done = std::move(done)] {
      const auto timer = std::move(evicting_);
      evict_until(until_ms, identity, done);
    });
    return;
  }
  if (const auto found = residents_.find(identity); found != residents_.end()) {
    drop(found->second.place);
  }
  done(true);
}

void ActorShard::shut_down() {
  evicting_.reset();
  for (const auto& [identity, resident] : residents_) resident.actor->shut_down();
  residents_.clear();
  order_.clear();
  sockets_.clear();
  // An alarm or a socket's last word may be on its way here: nobody is made for it.
  modules_.clear();
}

}  // namespace skerry::host
