#include "host/database/blob_store.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/blobs@0.1.0";

/// Starts an operation on the store, or answers that there is none.
void start_with_store(Guest& guest, OpId op, std::size_t bytes,
                      std::function<void(BlobStore&, const Ticket&)> begin) {
  guest.start(
      op, Event::kBlobsResult,
      [&guest, begin = std::move(begin)](const Ticket& ticket) {
        if (BlobStore* blobs = guest.environment().blobs) return begin(*blobs, ticket);
        ticket.finish(Event::kBlobsResult,
                      Result<std::string>(fail(FailureKind::kUnavailable, "blobs")));
      },
      bytes);
}

std::string bytes_json(std::uint64_t bytes) { return nlohmann::json{{"bytes", bytes}}.dump(); }

void put(Guest& guest, std::uint64_t op, std::string_view key, std::string_view content_type,
         std::string_view text) {
  start_with_store(guest, op, text.size(),
                   [key = std::string(key), content_type = std::string(content_type),
                    text = std::string(text)](BlobStore& blobs, const Ticket& ticket) {
                     blobs.put(key, content_type, text, [ticket](Result<BlobInfo> stored) {
                       ticket.finish(Event::kBlobsResult,
                                     stored.transform([](const BlobInfo& info) {
                                       return bytes_json(info.bytes);
                                     }));
                     });
                   });
}

void get(Guest& guest, std::uint64_t op, std::string_view key) {
  start_with_store(guest, op, 0, [key = std::string(key)](BlobStore& blobs, const Ticket& ticket) {
    blobs.get(key, [ticket](Result<std::string> text) {
      ticket.finish(Event::kBlobsResult, std::move(text));
    });
  });
}

void list(Guest& guest, std::uint64_t op, std::string_view prefix, std::string_view cursor,
          std::uint32_t limit) {
  start_with_store(guest, op, 0,
                   [prefix = std::string(prefix), cursor = std::string(cursor), limit](
                       BlobStore& blobs, const Ticket& ticket) {
                     blobs.list(prefix, cursor, limit, [ticket](Result<std::string> page) {
                       ticket.finish(Event::kBlobsResult, std::move(page));
                     });
                   });
}

void remove(Guest& guest, std::uint64_t op, std::string_view key) {
  start_with_store(guest, op, 0, [key = std::string(key)](BlobStore& blobs, const Ticket& ticket) {
    blobs.remove(key, [ticket](Result<void> removed) {
      ticket.finish(Event::kBlobsResult, removed.transform([] { return std::string("{}"); }));
    });
  });
}

/// Moves a request's body into a blob, piece by piece. Its steps follow one another on the threads
/// of the exchange and of the store.
class Reception : public std::enable_shared_from_this<Reception> {
 public:
  Reception(Ticket ticket, std::shared_ptr<Exchange> exchange, std::uint64_t bytes_max)
      : ticket_(std::move(ticket)), exchange_(std::move(exchange)), bytes_max_(bytes_max) {}

  void begin(BlobStore& blobs, std::string key, std::string content_type) {
    blobs.open_writer(std::move(key), std::move(content_type), bytes_max_,
                      [self = shared_from_this()](Result<std::unique_ptr<BlobWriter>> writer) {
                        if (!writer) return self->end(std::unexpected(writer.error()));
                        self->writer_ = std::move(*writer);
                        self->read();
                      });
  }

 private:
  void read() {
    exchange_->read_body_some(bytes_max_, [self = shared_from_this()](Result<std::string> piece) {
      if (!piece) return self->end(std::unexpected(piece.error()));
      if (!piece->empty()) return self->append(std::move(*piece));
      self->writer_->finish([self](Result<std::uint64_t> stored) {
        self->end(stored.transform([](std::uint64_t bytes) { return bytes_json(bytes); }));
      });
    });
  }

  void append(std::string piece) {
    writer_->append(std::move(piece), [self = shared_from_this()](Result<void> appended) {
      if (!appended) return self->end(std::unexpected(appended.error()));
      self->read();
    });
  }

  void end(Result<std::string> result) { ticket_.finish(Event::kBlobsResult, std::move(result)); }

  const Ticket ticket_;
  const std::shared_ptr<Exchange> exchange_;
  const std::uint64_t bytes_max_;
  std::unique_ptr<BlobWriter> writer_;
};

void receive(Guest& guest, std::uint64_t op, std::uint64_t id, std::string_view key,
             std::string_view content_type, std::uint64_t bytes_max) {
  const auto request = guest.find_request(id);
  const bool unread = request != nullptr && !std::exchange(request->body_asked, true);
  start_with_store(
      guest, op, 0,
      [request, unread, key = std::string(key), content_type = std::string(content_type),
       bytes_max](BlobStore& blobs, const Ticket& ticket) {
        if (!unread) {
          return ticket.finish(Event::kBlobsResult,
                               Result<std::string>(fail(FailureKind::kInvalid, "no unread body")));
        }
        std::make_shared<Reception>(ticket, request->inbound.exchange, bytes_max)
            ->begin(blobs, key, content_type);
      });
}

/// Answers a request with a blob, as fast as the client takes it. Lives on the guest's loop.
class Sending : public std::enable_shared_from_this<Sending> {
 public:
  Sending(std::shared_ptr<Guest> guest, std::shared_ptr<HttpRequest> request)
      : guest_(std::move(guest)), request_(std::move(request)) {}

  void begin(BlobStore& blobs, std::uint16_t status, std::string head, std::string key) {
    blobs.open_reader(std::move(key), [self = shared_from_this(), status, head = std::move(head)](
                                          Result<std::unique_ptr<BlobReader>> reader) {
      auto shared = std::make_shared<decltype(reader)>(std::move(reader));
      self->on_loop([self, status, head, shared] { self->opened(status, head, *shared); });
    });
  }

 private:
  void on_loop(std::function<void()> task) { guest_->loop().post(std::move(task)); }

  void opened(std::uint16_t status, const std::string& head,
              Result<std::unique_ptr<BlobReader>>& reader) {
    if (request_->over) return;
    if (!reader) {
      guest_->note_answered(*request_);
      const bool missing = reader.error().kind == FailureKind::kNotFound;
      return request_->inbound.exchange->respond(missing ? 404 : 500, head, "");
    }
    reader_ = std::move(*reader);
    const std::string& type = reader_->info().content_type;
    const bool typed = type.empty() || !field_of(head, "content-type").empty();
    request_->begun = true;
    request_->inbound.exchange->begin(status, typed ? head : head + "content-type: " + type + "\n");
    read();
  }

  void read() {
    reader_->read([self = shared_from_this()](Result<std::string> piece) {
      self->on_loop([self, piece = std::move(piece)] { self->got(piece); });
    });
  }

  void got(const Result<std::string>& piece) {
    if (request_->over) return;
    if (!piece || piece->empty()) {
      guest_->note_answered(*request_);
      if (piece) return request_->inbound.exchange->finish();
      return request_->inbound.exchange->break_off();
    }
    if (request_->inbound.exchange->write(*piece) <= kStreamBufferBytes) return read();
    request_->drained = [self = shared_from_this()] { self->read(); };
  }

  const std::shared_ptr<Guest> guest_;
  const std::shared_ptr<HttpRequest> request_;
  std::unique_ptr<BlobReader> reader_;
};

void send_blob(Guest& guest, std::uint64_t id, std::uint16_t status, std::string_view head,
               std::string_view key) {
  const auto request = guest.find_request(id);
  if (request == nullptr || request->over || request->state != HttpRequest::State::kOpen) return;
  request->state = HttpRequest::State::kAnswered;
  guest.perform_later([&guest, request, status,
                       head = request->inbound.answer_head + std::string(head),
                       key = std::string(key)] {
    if (request->over) return;
    if (BlobStore* blobs = guest.environment().blobs) {
      return std::make_shared<Sending>(guest.shared_from_this(), request)
          ->begin(*blobs, status, head, key);
    }
    guest.note_answered(*request);
    answer_problem(request->inbound, kNoDestination);
  });
}

}  // namespace

void add_blobs(Imports& imports) {
  imports.add<&put>(kInterface, "put");
  imports.add<&get>(kInterface, "get");
  imports.add<&list>(kInterface, "list");
  imports.add<&remove>(kInterface, "delete");
  imports.add<&receive>(kInterface, "receive");
  imports.add<&send_blob>("skerry:host/http@0.1.0", "send-blob");
}

}  // namespace skerry::host
