#include "modules/fn/classifier/classifier.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

using namespace skerry;
using namespace skerry::fn;

namespace {

Classifier& classifier() {
  static const auto& model = *new TrainedModel(model_in(trained_model_bytes()));
  static auto& instance = *new Classifier(model);
  return instance;
}

Classification classify(std::string_view description) {
  return classifier().classify({.description = description});
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t time = 0; time < times; ++time) all += text;
  return all;
}

}  // namespace

TEST_CASE("the examples of the documentation get their types by the model alone", "[classifier]") {
  const auto type_of = [](std::string_view text) {
    return std::string(name_of(classify(text).type));
  };
  CHECK(type_of("Sort array of numbers") == "code");
  CHECK(classify("Sort array of numbers").confidence > 0.8);
  CHECK(type_of("Build a blog application") == "agentic");
  CHECK(type_of("Generate user profile JSON") == "object");
  CHECK(type_of("Review code for security") == "human");
  CHECK(type_of("Calculate factorial") == "code");
  CHECK(type_of("Write a function that adds two numbers") == "code");
  CHECK(type_of("Write a product description") == "object");
  CHECK(type_of("Refactor the repository") == "agentic");
  CHECK(type_of("Decide whether to refund") == "human");
  CHECK(type_of("Generate a secure password") == "code");
}

TEST_CASE("what the model has never seen gets little confidence", "[classifier]") {
  for (const auto* text : {"zxqv", "qwrtp lkjhg", "…", "???", "🙂", "ᚠᚢᚦ"}) {
    INFO(text);
    CHECK(classify(text).confidence < 0.7);
  }
}

TEST_CASE("probabilities sum to one and the confidence is the highest", "[classifier]") {
  for (const auto* text : {"Sort array of numbers", "Baue eine App", "", "Approve it, then sum"}) {
    const Classification result = classify(text);
    double sum = 0;
    for (const double probability : result.probabilities) {
      sum += probability;
      CHECK(probability <= result.confidence);
    }
    CHECK(sum == Approx(1.0));
    CHECK(result.tier == "model");
  }
}

TEST_CASE("the reasoning quotes words of the description as they were written", "[classifier]") {
  const Classification result = classify("SORT these Numbers ascending");
  CHECK(result.type == WorkType::kCode);
  CHECK(result.reasoning.ends_with("typical of a computation on given data."));
  CHECK((result.reasoning.find("“SORT”") != std::string::npos ||
         result.reasoning.find("“Numbers”") != std::string::npos ||
         result.reasoning.find("“ascending”") != std::string::npos));
  CHECK(classify("").reasoning.starts_with("No single word decides"));
}

TEST_CASE("the context decides where the description says little", "[classifier]") {
  const auto type_in = [](std::string_view context) {
    return classifier().classify({.description = "Invoice", .context = context}).type;
  };
  CHECK(type_in("Calculate the total of all line items including tax") == WorkType::kCode);
  CHECK(type_in("Decide whether to approve the payment, manager's sign-off needed") ==
        WorkType::kHuman);
}

TEST_CASE("a description that the catalogue explains is code", "[classifier]") {
  const Classification result =
      classifier().classify_explained({.description = "Sort array of numbers"});
  CHECK(result.type == WorkType::kCode);
  CHECK(result.tier == "catalogue");
  CHECK(result.confidence > 0.9);
  CHECK(result.reasoning == "A known pure function explains every word of the description.");
  // The words say what kind of work it is, whoever does it then.
  const Classification unfit =
      classifier().classify_explained({.description = "Sort array of numbers"}, false);
  CHECK(unfit.tier == "catalogue");
  CHECK(unfit.confidence == result.confidence);
  CHECK(unfit.reasoning.ends_with(", though it does not take these args."));
}

TEST_CASE("one classifier gives equal answers in any order", "[classifier]") {
  const Classification before = classify("Translate this letter");
  (void)classify(repeated("something else entirely ", 300));
  const Classification after = classify("Translate this letter");
  CHECK(before.probabilities == after.probabilities);
  CHECK(before.reasoning == after.reasoning);
}

TEST_CASE("hostile descriptions cost little and break nothing", "[classifier]") {
  for (const std::string& text :
       {repeated("a", 8000), repeated("a ", 4000), repeated("字", 8000), repeated("😀", 8000),
        repeated("\xCC\x81", 8000), repeated("שלום ", 1600), repeated("aB1", 2600),
        repeated("\xFF\xFE", 4000), repeated("ก", 8000), repeated("?!", 4000)}) {
    const auto began = std::chrono::steady_clock::now();
    const Classification result = classifier().classify({.description = text, .context = text});
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - began;
    CHECK(result.confidence <= 1);
    CHECK(result.reasoning.size() < 600);
    // Sanitizers and a busy machine included; some 2 ms otherwise.
    CHECK(spent.count() < 500);
  }
}
