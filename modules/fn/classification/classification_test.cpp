#include "modules/fn/classification/classification.hpp"

#include <catch2/catch.hpp>

using skerry::fn::classify_by_rules;
using skerry::fn::WorkType;

TEST_CASE("the examples of the documentation get their types", "[classification]") {
  CHECK(classify_by_rules("Sort array of numbers", "", {.catalogue_explains = true}).type ==
        WorkType::kCode);
  CHECK(classify_by_rules("Sort array of numbers", "", {.catalogue_explains = true}).confidence >
        0.8);
  CHECK(classify_by_rules("Build a blog application", "", {}).type == WorkType::kAgentic);
  CHECK(classify_by_rules("Generate user profile JSON", "", {}).type == WorkType::kObject);
  CHECK(classify_by_rules("Review code for security", "", {}).type == WorkType::kHuman);
  CHECK(classify_by_rules("Write a function that adds two numbers", "", {}).type ==
        WorkType::kCode);
}

TEST_CASE("a description without any cue is not claimed to be known", "[classification]") {
  const auto result = classify_by_rules("zxqv", "", {});
  CHECK(result.confidence < 0.5);
  CHECK(result.reasoning.find("No word") == 0);
}

TEST_CASE("probabilities sum to one and words alone are never certain", "[classification]") {
  const auto result = classify_by_rules(
      "Sum, count, sort, reverse the factorial palindrome numbers of the string array", "", {});
  double sum = 0;
  for (const double probability : result.probabilities) sum += probability;
  CHECK(sum == Approx(1.0));
  CHECK(result.confidence <= 0.97);
}

TEST_CASE("names of types go both ways and unknown names are refused", "[classification]") {
  for (const auto type :
       {WorkType::kCode, WorkType::kObject, WorkType::kAgentic, WorkType::kHuman}) {
    CHECK(skerry::fn::work_type_named(name_of(type)) == type);
  }
  CHECK_FALSE(skerry::fn::work_type_named("Code").has_value());
}
