#include <memory>
#include <string>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/fetch_port.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/local_exchange.hpp"
#include "host/capabilities/problem.hpp"
#include "host/capabilities/text_stream.hpp"
#include "host/http/head.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/fetch@0.1.0";

/// The authority that modules see in requests from one another.
constexpr std::string_view kInnerAuthority = "skerry.internal";

using Outcome = std::expected<void, Failure>;

/// One request of a module, wherever it goes: hands what comes back to the module, whole or as it
/// comes. Lives on the module's loop.
class Fetch : public std::enable_shared_from_this<Fetch> {
 public:
  Fetch(Ticket ticket, bool streamed) : ticket_(std::move(ticket)), streamed_(streamed) {
    if (!streamed_) return;
    stream_ = std::make_unique<TextStream>(TextStream::Reader{
        .on_text =
            [this](std::string text) { ticket_.progress(Event::kFetchChunk, std::move(text)); },
        .on_end = [this](Outcome outcome) { ticket_.finish(Event::kFetchEnd, std::move(outcome)); },
        .on_taken = [this](std::size_t bytes) { taken(bytes); }});
  }

  void to_module(Guest& guest, const Destination& to, std::string head, std::string principal,
                 std::string body) {
    // It lives as long as somebody may answer it.
    const std::shared_ptr<LocalExchange> exchange = LocalExchange::create(
        guest.loop(), head, std::move(body), handlers<LocalExchange::Client>());
    exchange_ = exchange;
    guest.environment().dispatcher->dispatch(to, {.exchange = exchange,
                                                  .head = std::move(head),
                                                  .principal = std::move(principal),
                                                  .answer_head = {},
                                                  .body = {}});
  }

  void to_internet(Guest& guest, std::string head, std::string body) {
    if (guest.environment().internet == nullptr) {
      return on_end(std::unexpected(Failure{FailureKind::kUnavailable, "internet"}));
    }
    transfer_ = guest.environment().internet->start(guest.loop(), std::move(head), std::move(body),
                                                    handlers<FetchPort::Reader>());
  }

  void pull(std::uint32_t bytes) {
    if (stream_ != nullptr) stream_->pull(bytes);
  }

  void cancel() {
    over_ = true;
    transfer_.reset();
    if (const auto exchange = exchange_.lock()) exchange->leave();
  }

  void fail(Failure failure) { on_end(std::unexpected(std::move(failure))); }

 private:
  /// Whoever answers tells it by these, for as long as there is somebody to be told.
  template <typename Handlers>
  Handlers handlers() {
    const auto weak = weak_from_this();
    return {.on_head =
                [weak](std::uint16_t status, std::string fields) {
                  if (const auto self = weak.lock()) self->on_head(status, std::move(fields));
                },
            .on_bytes =
                [weak](const std::string& bytes) {
                  if (const auto self = weak.lock()) self->on_bytes(bytes);
                },
            .on_end =
                [weak](Outcome outcome) {
                  if (const auto self = weak.lock()) self->on_end(std::move(outcome));
                }};
  }

  void on_head(std::uint16_t status, std::string head) {
    if (over_) return;
    if (streamed_) return ticket_.progress(Event::kFetchHead, status, std::move(head));
    answer_.status = status;
    answer_.head = std::move(head);
  }

  void on_bytes(const std::string& bytes) {
    if (over_) return;
    if (streamed_) return stream_->push(bytes);
    if (answer_.body.size() + bytes.size() > kFetchWholeBytesMax) {
      fail({FailureKind::kLimitExceeded,
            "fetch_whole_bytes_max=" + std::to_string(kFetchWholeBytesMax)});
      return cancel();
    }
    const std::size_t size = bytes.size();
    answer_.body += bytes;
    taken(size);
  }

  void on_end(Outcome outcome) {
    if (over_) return;
    if (streamed_) return stream_->end(std::move(outcome));
    over_ = true;
    std::expected<Answer, Failure> whole = std::move(answer_);
    if (!outcome) {
      whole = std::unexpected(std::move(outcome.error()));
    } else if (!is_utf8(whole->body)) {
      whole = std::unexpected(Failure{FailureKind::kNotUtf8, "answer"});
    }
    ticket_.finish(Event::kFetchWhole, std::move(whole));
  }

  void taken(std::size_t bytes) {
    if (transfer_ != nullptr) transfer_->taken(bytes);
    if (const auto exchange = exchange_.lock()) exchange->taken(bytes);
  }

  const Ticket ticket_;
  const bool streamed_;
  bool over_ = false;
  Answer answer_;
  std::unique_ptr<TextStream> stream_;
  std::weak_ptr<LocalExchange> exchange_;
  std::unique_ptr<FetchPort::Transfer> transfer_;
};

/// The head a module sees of another module's request, or nothing when it is malformed.
std::optional<std::string> inner_head(std::string_view head) {
  std::string method;
  std::string path;
  std::string fields;
  const bool whole = http::for_each_field(head, [&](std::string_view name, std::string_view value) {
    if (name == ":method") {
      method = value;
    } else if (name == ":path") {
      path = value;
    } else if (!name.starts_with(':')) {
      fields.append(name).append(": ").append(value).append("\n");
    }
  });
  if (!whole || !http::is_token(method) || !path.starts_with('/')) return std::nullopt;
  return ":method: " + method + "\n:path: " + path +
         "\n:authority: " + std::string(kInnerAuthority) + "\n" + fields;
}

void start(Guest& guest, std::uint64_t op, Destination to, EnumName mode, std::string_view head,
           std::string_view principal, std::string_view body) {
  const bool streamed = mode.name == "streamed";
  const std::size_t bytes = head.size() + principal.size() + body.size();
  guest.start(
      op, streamed ? Event::kFetchEnd : Event::kFetchWhole,
      [&guest, to = std::move(to), streamed, head = std::string(head),
       principal = std::string(principal), body = std::string(body)](const Ticket& ticket) mutable {
        const auto fetch = std::make_shared<Fetch>(ticket, streamed);
        // The operation keeps the fetch alive.
        guest.set_handlers(
            ticket.op(), [fetch] { fetch->cancel(); },
            [fetch](std::uint32_t credit) { fetch->pull(credit); });
        if (to.kind == Destination::Kind::kInternet) {
          if (!principal.empty()) {
            return fetch->fail({FailureKind::kDenied, "a principal never leaves the installation"});
          }
          return fetch->to_internet(guest, std::move(head), std::move(body));
        }
        if (!guest.environment().dispatcher->knows(to)) {
          return fetch->fail({FailureKind::kNotFound, to.name});
        }
        auto inner = inner_head(head);
        if (!inner) return fetch->fail({FailureKind::kInvalid, "head of a request"});
        fetch->to_module(guest, to, std::move(*inner), std::move(principal), std::move(body));
      },
      bytes);
}

void pull(Guest& guest, std::uint64_t op, std::uint32_t bytes) {
  guest.perform_later([&guest, op, bytes] {
    if (const auto* give = guest.find_pull(op)) {
      // The operation may end while it is given credit.
      const auto keep = *give;
      keep(bytes);
    }
  });
}

void cancel(Guest& guest, std::uint64_t op) { guest.cancel_later(op); }

}  // namespace

void add_fetch(Imports& imports) {
  imports.add<&start>(kInterface, "start");
  imports.add<&pull>(kInterface, "pull");
  imports.add<&cancel>(kInterface, "cancel");
}

}  // namespace skerry::host
