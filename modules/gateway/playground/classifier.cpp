// The trained classifier as a WebAssembly module for the page, compiled with Emscripten: what the
// server would say of a description, said while it is typed and without the network.
//
// The page writes description, context, args and schema one after another, as UTF-8, where `input`
// says, then calls `classify` with their lengths and reads the verdict where that says.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "modules/fn/classifier/classifier.hpp"

namespace {

using skerry::Json;
using skerry::fn::Classification;
using skerry::fn::Classifier;
using skerry::fn::kWorkTypeCount;
using skerry::fn::TrainedModel;

/// What the page reads, at these offsets: eight bytes a probability, then four a number.
struct Verdict {
  double probabilities[kWorkTypeCount];
  std::uint32_t type;
  const char* reasoning;
  std::uint32_t reasoning_bytes;
};
static_assert(offsetof(Verdict, type) == 32 && offsetof(Verdict, reasoning_bytes) == 40);

std::string& buffer() {
  static auto& text = *new std::string;
  return text;
}

/// Nothing when the text is empty or no JSON: the server would not classify that at all.
Json read(std::string_view text) {
  return text.empty() ? Json(Json::value_t::discarded)
                      : Json::parse(text.begin(), text.end(), nullptr, false);
}

}  // namespace

extern "C" {

/// Where to write so many bytes; valid until the next call.
[[clang::export_name("input")]] char* input(std::uint32_t bytes) {
  buffer().resize(bytes);
  return buffer().data();
}

/// Valid until the next call. The lengths add up to what `input` was asked for.
[[clang::export_name("classify")]] const Verdict* classify(std::uint32_t description_bytes,
                                                           std::uint32_t context_bytes,
                                                           std::uint32_t args_bytes,
                                                           std::uint32_t schema_bytes) {
  static const auto& model =
      *new TrainedModel(skerry::fn::model_in(skerry::fn::trained_model_bytes()));
  static auto& classifier = *new Classifier(model);
  static auto& classification = *new Classification;
  static Verdict verdict;

  std::string_view rest = buffer();
  const auto next = [&](std::uint32_t bytes) {
    const std::string_view part = rest.substr(0, bytes);
    rest.remove_prefix(part.size());
    return part;
  };
  const std::string_view description = next(description_bytes);
  const std::string_view context = next(context_bytes);
  const Json args = read(next(args_bytes));
  const Json schema = read(next(schema_bytes));
  classification = classifier.classify({.description = description,
                                        .context = context,
                                        .args = args.is_discarded() ? nullptr : &args,
                                        .schema = schema.is_discarded() ? nullptr : &schema});
  for (std::size_t type = 0; type < kWorkTypeCount; ++type) {
    verdict.probabilities[type] = classification.probabilities[type];
  }
  verdict.type = static_cast<std::uint32_t>(classification.type);
  verdict.reasoning = classification.reasoning.data();
  verdict.reasoning_bytes = static_cast<std::uint32_t>(classification.reasoning.size());
  return &verdict;
}
}
