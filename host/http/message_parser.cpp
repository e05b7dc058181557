#include "host/http/message_parser.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/status.hpp>
#include <vector>

#include "host/http/chunk_line.hpp"
#include "host/http/common_fields.hpp"
#include "host/http/head.hpp"
#include "host/http/request_target.hpp"

namespace skerry::host::http {
namespace {

namespace beast_http = boost::beast::http;
using beast_http::field;
using boost::beast::error_code;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

struct Field {
  field known;
  std::string_view name;
  std::string_view value;
};

/// Collects what Beast finds. The views point into the bytes given to `put` and are read before
/// those are gone; that is sound because a head with folded lines, which Beast would have to copy,
/// never gets here.
class Parser final : public beast_http::basic_parser<true> {
 public:
  Parser(std::vector<Field>& fields, std::size_t fields_max)
      : fields_(fields), fields_max_(fields_max) {
    fields_.clear();
    body_limit(boost::none);
    header_limit(kInputBufferBytesMax);
  }

  std::string_view method;
  std::string_view target;
  int version = 0;
  std::string* content = nullptr;
  std::uint64_t content_bytes_max = 0;
  /// What is still to come of the chunk that has begun.
  std::uint64_t chunk_bytes_left = 0;
  bool is_chunk_too_large = false;

 private:
  void on_request_impl(beast_http::verb, boost::beast::string_view method_text,
                       boost::beast::string_view target_text, int version_number,
                       error_code&) override {
    method = view(method_text);
    target = view(target_text);
    version = version_number;
  }
  void on_response_impl(int, boost::beast::string_view, int, error_code&) override {}
  void on_field_impl(field known, boost::beast::string_view name, boost::beast::string_view value,
                     error_code& error) override {
    // Trailers are not passed on: they could not be told from fields of the head.
    if (is_header_done()) return;
    if (fields_.size() == fields_max_) {
      error = beast_http::error::header_limit;
      return;
    }
    fields_.push_back({known, view(name), view(value)});
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(boost::beast::string_view body, error_code&) override {
    content->append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t size, boost::beast::string_view,
                            error_code& error) override {
    chunk_bytes_left = size;
    is_chunk_too_large = size > content_bytes_max;
    if (is_chunk_too_large) error = beast_http::error::body_limit;
  }
  std::size_t on_chunk_body_impl(std::uint64_t left, boost::beast::string_view body,
                                 error_code&) override {
    content->append(body.data(), body.size());
    chunk_bytes_left = left - body.size();
    content_bytes_max -= std::min<std::uint64_t>(content_bytes_max, body.size());
    return body.size();
  }
  void on_finish_impl(error_code&) override {}

  std::vector<Field>& fields_;
  std::size_t fields_max_;
};

/// What the fields say about framing and routing, before anything is built from them.
struct Survey {
  std::string_view host;
  std::string_view websocket_key;
  std::string_view websocket_version;
  int hosts = 0;
  int origins = 0;
  int authorizations = 0;
  int content_types = 0;
  int lengths = 0;
  int codings = 0;
  bool names_websocket = false;
  bool nominates = false;
  bool expects_continue = false;
};

/// True if what stands in `Transfer-Encoding` is a list with a coding other than `chunked`, which a
/// server that does not know it answers with 501 (RFC 9112 section 6.1). A coding after `chunked`
/// is a malformed message whatever it is (section 6.3).
bool holds_unknown_coding(std::string_view value) {
  bool unknown = false;
  bool chunked = false;
  while (true) {
    const std::size_t comma = value.find(',');
    std::string_view coding = value.substr(0, std::min(comma, value.find(';')));
    coding.remove_prefix(std::min(coding.find_first_not_of(" \t"), coding.size()));
    coding = coding.substr(0, coding.find_last_not_of(" \t") + 1);
    if (chunked || !is_token(coding)) return false;
    chunked = equals_ignoring_case(coding, "chunked");
    unknown |= !chunked;
    if (comma == std::string_view::npos) return unknown;
    value.remove_prefix(comma + 1);
  }
}

std::expected<Survey, Problem> survey(const std::vector<Field>& fields) {
  Survey found;
  for (const Field& f : fields) {
    switch (f.known) {
      case field::host:
        found.host = f.value;
        ++found.hosts;
        break;
      case field::origin:
        ++found.origins;
        break;
      case field::authorization:
        ++found.authorizations;
        break;
      case field::content_type:
        ++found.content_types;
        break;
      case field::content_length:
        if (f.value.empty() || f.value.find_first_not_of("0123456789") != std::string_view::npos) {
          return std::unexpected(Problem::kMalformedRequest);
        }
        ++found.lengths;
        break;
      case field::transfer_encoding:
        if (!equals_ignoring_case(f.value, "chunked")) {
          return std::unexpected(holds_unknown_coding(f.value) ? Problem::kNotImplemented
                                                               : Problem::kMalformedRequest);
        }
        ++found.codings;
        break;
      case field::expect:
        if (!equals_ignoring_case(f.value, "100-continue")) {
          return std::unexpected(Problem::kExpectationFailed);
        }
        found.expects_continue = true;
        break;
      case field::connection:
        found.nominates |=
            !equals_ignoring_case(f.value, "keep-alive") && !equals_ignoring_case(f.value, "close");
        break;
      case field::upgrade:
        found.names_websocket |= list_holds(f.value, "websocket");
        break;
      case field::sec_websocket_key:
        found.websocket_key = f.value;
        break;
      case field::sec_websocket_version:
        found.websocket_version = f.value;
        break;
      default:
        break;
    }
  }
  const int repeated = std::max({found.lengths + found.codings, found.hosts, found.origins,
                                 found.authorizations, found.content_types});
  if (repeated > 1) return std::unexpected(Problem::kMalformedRequest);
  return found;
}

/// 16 bytes in base64 (RFC 6455 section 4.2.1).
bool is_websocket_key(std::string_view key) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return key.size() == 24 && key.ends_with("==") &&
         key.find_first_not_of(kAlphabet) == key.size() - 2;
}

void append_field(std::string& block, std::string_view name, std::string_view value) {
  for (const char c : name) {
    block.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  block.append(": ").append(value).push_back('\n');
}

/// True for fields that `Connection` names, which makes them hop-by-hop (RFC 9110 section 7.6.1).
bool is_nominated(std::string_view name, const std::vector<Field>& fields) {
  return std::ranges::any_of(fields, [&](const Field& f) {
    return f.known == field::connection && list_holds(f.value, name);
  });
}

/// True for fields of a client that a module must not see.
bool is_withheld(const Field& f) {
  static constexpr std::string_view kReserved = "skerry-";
  switch (f.known) {
    case field::connection:
    case field::expect:
    case field::host:
    case field::keep_alive:
    case field::proxy_authenticate:
    case field::proxy_authorization:
    case field::proxy_connection:
    case field::te:
    case field::trailer:
    case field::transfer_encoding:
      return true;
    default:
      return equals_ignoring_case(f.name.substr(0, kReserved.size()), kReserved);
  }
}

Problem classify(const error_code& error, std::string_view bytes) {
  if (error == beast_http::error::header_limit) return Problem::kHeadTooLarge;
  if (has_unfit_target(bytes)) return Problem::kBadPath;
  if (error != beast_http::error::bad_version) return Problem::kMalformedRequest;
  // A version that is well-formed but not ours, `HTTP/` DIGIT `.` DIGIT, is no syntax error.
  const std::string_view line = bytes.substr(0, bytes.find('\r'));
  const std::string_view version = line.substr(line.size() < 9 ? 0 : line.size() - 9);
  const auto is_digit = [&](std::size_t at) { return version[at] >= '0' && version[at] <= '9'; };
  const bool well_formed = std::ranges::count(line, ' ') == 2 && version.size() == 9 &&
                           version.starts_with(" HTTP/") && is_digit(6) && version[7] == '.' &&
                           is_digit(8);
  return well_formed ? Problem::kVersionNotSupported : Problem::kMalformedRequest;
}

std::string sane_request_id(const std::vector<Field>& fields) {
  const auto found = std::ranges::find_if(
      fields, [](const Field& f) { return equals_ignoring_case(f.name, "x-request-id"); });
  const bool sane = found != fields.end() && is_sane_request_id(found->value);
  return sane ? std::string(found->value) : std::string();
}

}  // namespace

struct MessageParser::State {
  std::vector<Field> fields;
  std::optional<Parser> parser;
  std::string request_id;
};

MessageParser::MessageParser() : state_(std::make_unique<State>()) {}
MessageParser::~MessageParser() = default;

bool MessageParser::complete() const { return state_->parser && state_->parser->is_done(); }

std::expected<RequestHead, Problem> MessageParser::parse_head(std::string_view bytes,
                                                              std::string_view peer,
                                                              const Limits& limits) {
  state_->request_id.clear();
  if (!is_sane_head(bytes)) {
    return std::unexpected(has_unfit_target(bytes) ? Problem::kBadPath
                                                   : Problem::kMalformedRequest);
  }
  Parser& parser = state_->parser.emplace(state_->fields, limits.header_fields_max);
  error_code error;
  parser.put(boost::asio::buffer(bytes), error);
  state_->request_id = sane_request_id(state_->fields);
  if (error) return std::unexpected(classify(error, bytes));
  if (!parser.is_header_done()) return std::unexpected(Problem::kMalformedRequest);
  if (parser.method.size() > kMethodBytesMax) return std::unexpected(Problem::kNotImplemented);
  if (parser.target.size() > limits.target_bytes_max) {
    return std::unexpected(Problem::kTargetTooLong);
  }

  const auto found = survey(state_->fields);
  if (!found) return std::unexpected(found.error());
  const auto target = split_target(parser.method, parser.target);
  if (!target) return std::unexpected(target.error());
  if (!is_sound_path(target->path)) return std::unexpected(Problem::kBadPath);

  RequestHead head;
  head.http_1_1 = parser.version == 11;
  if (!head.http_1_1 && found->codings > 0) return std::unexpected(Problem::kMalformedRequest);
  if (found->hosts > 0 ? !is_authority(found->host) : head.http_1_1) {
    return std::unexpected(Problem::kMalformedRequest);
  }
  head.keep_alive = parser.keep_alive();
  head.is_head_method = parser.method == "HEAD";
  head.has_body = !parser.is_done();
  if (const auto length = parser.content_length()) head.content_length = *length;
  if (head.content_length.value_or(0) > limits.body_bytes_max) {
    return std::unexpected(Problem::kBodyTooLarge);
  }
  head.expects_continue = found->expects_continue && head.has_body && head.http_1_1;

  if (found->names_websocket && parser.upgrade() && head.http_1_1) {
    if (parser.method != "GET" || head.has_body || !is_websocket_key(found->websocket_key)) {
      return std::unexpected(Problem::kMalformedRequest);
    }
    if (found->websocket_version != "13") return std::unexpected(Problem::kUpgradeRequired);
    head.is_upgrade = true;
    head.websocket_key = found->websocket_key;
  }

  head.block.reserve(bytes.size() + peer.size() + 64);
  append_field(head.block, ":method", parser.method);
  head.block.append(":path: ");
  if (!target->path.starts_with('/') && target->path != "*") head.block.push_back('/');
  head.block.append(target->path).push_back('\n');
  append_field(head.block, ":authority",
               target->authority.empty() ? found->host : target->authority);
  append_field(head.block, ":peer", peer);
  for (const Field& f : state_->fields) {
    if (is_withheld(f)) continue;
    const bool of_upgrade = f.known == field::upgrade;
    if (of_upgrade && !head.is_upgrade) continue;
    if (found->nominates && !of_upgrade && is_nominated(f.name, state_->fields)) continue;
    append_field(head.block, f.name, f.value);
  }
  return head;
}

const std::string& MessageParser::request_id() const { return state_->request_id; }

std::expected<std::size_t, Problem> MessageParser::parse_body(std::string_view bytes,
                                                              std::string& content,
                                                              std::uint64_t content_bytes_max) {
  // Without a head there is no message that this could be the body of.
  if (!state_->parser) return std::unexpected(Problem::kMalformedRequest);
  Parser& parser = *state_->parser;
  if (parser.chunked()) {
    if (bytes.empty()) return 0;
    const bool between_chunks = parser.chunk_bytes_left == 0;
    if (between_chunks && may_be_cut_last_chunk(bytes)) {
      if (is_hopeless_chunk(bytes)) return std::unexpected(Problem::kMalformedRequest);
      return 0;
    }
  }
  parser.eager(true);
  parser.content = &content;
  parser.content_bytes_max = content_bytes_max;
  error_code error;
  const std::size_t used = parser.put(boost::asio::buffer(bytes), error);
  const std::string_view rest = bytes.substr(used);
  if (error && error != beast_http::error::need_more) {
    const bool too_large = parser.is_chunk_too_large || is_oversized_chunk(rest);
    return std::unexpected(too_large ? Problem::kBodyTooLarge : Problem::kMalformedRequest);
  }
  const bool waits_for_line = parser.chunked() && !parser.is_done() && parser.chunk_bytes_left == 0;
  if (waits_for_line && is_hopeless_chunk(rest)) {
    return std::unexpected(Problem::kMalformedRequest);
  }
  return used;
}

std::string_view reason_phrase(std::uint16_t status) {
  return view(beast_http::obsolete_reason(beast_http::int_to_status(status)));
}

}  // namespace skerry::host::http
