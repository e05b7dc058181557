#include "modules/ai/text_stream.hpp"

#include "modules/ai/running.hpp"

namespace skerry::ai {

class TextStream::State {
 public:
  State(AiService& service, AiService::Call call, std::unique_ptr<AiService::Running> running)
      : service_(service), call_(std::move(call)), running_(std::move(running)) {}

  Task<Piece> next() {
    Exchange& exchange = running_->exchange();
    if (delivered_bytes_ == exchange.answer().text.size() && !exchange.answer().complete) {
      const auto outcome = co_await exchange.advance();
      if (!outcome) co_return std::unexpected(fail_with(outcome.error()));
    }
    std::string piece = exchange.answer().text.substr(delivered_bytes_);
    delivered_bytes_ += piece.size();
    if (!piece.empty()) co_return std::optional<std::string>(std::move(piece));
    service_.note_answer(call_, *running_);
    co_return std::optional<std::string>();
  }

  [[nodiscard]] Provider provider() const { return running_->choice().provider; }
  [[nodiscard]] Generation generation() const { return service_.generation_of(call_, *running_); }

 private:
  ModelFailure fail_with(const ExchangeFault& fault) {
    service_.note_failure(call_, *running_, fault);
    return service_.failure_of(call_, fault.kind, "The answer broke off.");
  }

  AiService& service_;
  AiService::Call call_;
  std::unique_ptr<AiService::Running> running_;
  std::size_t delivered_bytes_ = 0;
};

TextStream::TextStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
TextStream::TextStream(TextStream&&) noexcept = default;
TextStream& TextStream::operator=(TextStream&&) noexcept = default;
TextStream::~TextStream() = default;

Task<TextStream::Piece> TextStream::next() { return state_->next(); }
Provider TextStream::provider() const { return state_->provider(); }
Generation TextStream::generation() const { return state_->generation(); }

Task<AiService::Stream> AiService::stream(Messages messages, Options options) {
  auto call = begin_call(std::move(messages), std::move(options));
  if (!call) co_return std::unexpected(std::move(call.error()));
  call->to_end = false;
  auto running = co_await ask(&*call);
  if (!running) co_return std::unexpected(std::move(running.error()));
  co_return TextStream(
      std::make_unique<TextStream::State>(*this, std::move(*call), std::move(*running)));
}

}  // namespace skerry::ai
