#include "host/http/loop.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace skerry::host::http {
namespace {

constexpr std::uint32_t kStepsPerDeadline = 4;
constexpr std::uint32_t kStepMsMax = 100;

std::chrono::milliseconds step_of(const Limits& limits) {
  const std::uint32_t shortest = std::min(
      {limits.head_timeout_ms, limits.body_idle_timeout_ms, limits.keep_alive_timeout_ms,
       limits.write_timeout_ms, limits.linger_timeout_ms, limits.websocket_handshake_timeout_ms});
  return std::chrono::milliseconds(std::clamp(shortest / kStepsPerDeadline, 1u, kStepMsMax));
}

}  // namespace

Loop::Loop(boost::asio::io_context& context, std::size_t index, const Limits& limits)
    : context_(context), index_(index), step_(step_of(limits)) {}

void Loop::add(LoopMember& member) {
  member.position_ = members_.size();
  members_.push_back(&member);
  if (!ticking_) tick();
}

void Loop::remove(LoopMember& member) {
  members_[member.position_] = members_.back();
  members_[member.position_]->position_ = member.position_;
  members_.pop_back();
}

std::vector<std::shared_ptr<LoopMember>> Loop::members() const {
  std::vector<std::shared_ptr<LoopMember>> held;
  held.reserve(members_.size());
  for (LoopMember* member : members_) held.push_back(member->shared_from_this());
  return held;
}

void Loop::tick() {
  ticking_ = !members_.empty();
  if (!ticking_) return;
  const auto timer = std::make_shared<boost::asio::steady_timer>(context_, step_);
  // The timer belongs to its own handler and goes with it.
  timer->async_wait([self = shared_from_this(), timer](boost::system::error_code error) {
    if (!error) self->look();
  });
}

void Loop::look() {
  const auto now = Clock::now();
  // A deadline may end members other than its own, so they are held while it runs.
  std::vector<std::shared_ptr<LoopMember>> due;
  for (LoopMember* member : members_) {
    if (member->deadline_ <= now) due.push_back(member->shared_from_this());
  }
  for (const auto& member : due) {
    if (member->deadline_ > now) continue;
    member->clear_deadline();
    member->on_deadline();
  }
  tick();
}

void Loop::drain() {
  draining_ = true;
  tell_all(&LoopMember::on_drain);
}

void Loop::tell_all(void (LoopMember::*tell)()) {
  // What one is told may end others, so they are held.
  for (const auto& member : members()) (member.get()->*tell)();
}

bool Loop::shed() {
  LoopMember* longest = nullptr;
  auto since = Clock::time_point::max();
  for (LoopMember* member : members_) {
    const auto idle = member->idle_since();
    if (!idle || *idle >= since) continue;
    since = *idle;
    longest = member;
  }
  if (longest == nullptr) return false;
  const auto held = longest->shared_from_this();
  held->on_shed();
  return true;
}

const std::string& Loop::date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_time_) {
    date_time_ = now;
    std::tm utc{};
    gmtime_r(&now, &utc);
    // Not strftime's %a and %b: those follow the locale.
    static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 40> text{};
    const int size = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon],
                                   utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    date_.assign(text.data(), static_cast<std::size_t>(size));
  }
  return date_;
}

Slot::Slot(std::shared_ptr<Core> core, std::atomic<std::size_t> Core::* counter)
    : core_(std::move(core)), counter_(counter) {
  ++(core_.get()->*counter_);
}

// NOLINTNEXTLINE(bugprone-exception-escape): Asio throws here only for want of memory.
void Slot::release() noexcept {
  if (!core_) return;
  const auto core = std::move(core_);
  core_ = nullptr;
  const bool last = --(core.get()->*counter_) == 0;
  if (last && core->draining) {
    boost::asio::post(core->loops.front()->context(), [core] {
      // A copy, since it may be replaced from within.
      if (const auto on_zero = core->on_zero) on_zero();
    });
  }
}

}  // namespace skerry::host::http
