#include <memory>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/timers@0.1.0";

void start(Guest& guest, std::uint64_t op, std::uint64_t delay_ms) {
  guest.start(op, Event::kTimer, [&guest, delay_ms](const Ticket& ticket) {
    // The timer lives in its own cancellation, and so as long as the operation.
    auto timer = std::make_shared<std::unique_ptr<EventLoop::Timer>>();
    *timer = guest.loop().after(delay_ms, [ticket] { ticket.finish(Event::kTimer); });
    guest.set_handlers(ticket.op(), [timer] { timer->reset(); });
  });
}

void cancel(Guest& guest, std::uint64_t op) { guest.cancel_later(op); }

}  // namespace

void add_timers(Imports& imports) {
  imports.add<&start>(kInterface, "start");
  imports.add<&cancel>(kInterface, "cancel");
}

}  // namespace skerry::host
