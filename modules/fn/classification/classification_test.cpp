#include "modules/fn/classification/classification.hpp"

#include <catch2/catch.hpp>

using skerry::fn::WorkType;

TEST_CASE("names of types go both ways and unknown names are refused", "[classification]") {
  for (const auto type :
       {WorkType::kCode, WorkType::kObject, WorkType::kAgentic, WorkType::kHuman}) {
    CHECK(skerry::fn::work_type_named(name_of(type)) == type);
  }
  CHECK_FALSE(skerry::fn::work_type_named("Code").has_value());
}

TEST_CASE("a type that the caller named is certain", "[classification]") {
  const auto result = skerry::fn::classified_by_caller(WorkType::kHuman);
  CHECK(result.type == WorkType::kHuman);
  CHECK(result.confidence == 1);
  CHECK(result.tier == "caller");
}
