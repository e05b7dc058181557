// The classifier as a module without imports, for scripts/eval-classifier to time.

#include <cstdint>

#include "modules/fn/classifier/classifier.hpp"

using namespace skerry::fn;

/// Classifies five descriptions of usual length `rounds` times; the sum of the types found.
[[clang::export_name("classify_five")]] std::uint32_t classify_five(std::uint32_t rounds) {
  static const auto& model = *new TrainedModel(model_in(trained_model_bytes()));
  static auto& classifier = *new Classifier(model);
  static const auto& args = *new skerry::Json{{"numbers", {3, 1, 4}}, {"order", "ascending"}};
  std::uint32_t sum = 0;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    for (const CallText& call : {
             CallText{.description = "Sort array of numbers", .context = "", .args = &args},
             CallText{.description = "Build a blog application with comments and tags",
                      .context = "Next.js"},
             CallText{.description = "Write a polite email to a customer whose parcel is late",
                      .context = ""},
             CallText{.description = "Decide whether we should refund this order", .context = ""},
             CallText{.description = "Berechne den Durchschnitt dieser Messwerte auf zwei Stellen",
                      .context = "",
                      .args = &args},
         }) {
      sum += static_cast<std::uint32_t>(classifier.classify(call).type);
    }
  }
  return sum;
}
