#include "modules/fn/tasks/lifecycle.hpp"

#include <catch2/catch.hpp>

namespace skerry::fn {
namespace {

const TaskPerson kAnn{TaskPerson::Kind::kLink, "ann"};
const TaskPerson kKey{TaskPerson::Kind::kCaller, "ann"};

bool may(TaskState state, const TaskPerson& by, TaskMove move, const TaskPerson& who,
         bool claims_too = false) {
  return !objection({state, by}, move, who, claims_too);
}

TEST_CASE("every move from every state", "[task]") {
  using enum TaskState;
  using enum TaskMove;
  CHECK(may(kPending, {}, kClaim, kAnn));
  CHECK_FALSE(may(kPending, {}, kRelease, kAnn));
  CHECK_FALSE(may(kPending, {}, kComplete, kAnn));
  CHECK_FALSE(may(kPending, {}, kReject, kAnn));
  CHECK(may(kPending, {}, kComplete, kAnn, true));
  CHECK(may(kPending, {}, kReject, kAnn, true));

  CHECK_FALSE(may(kClaimed, kAnn, kClaim, kAnn));
  CHECK(may(kClaimed, kAnn, kRelease, kAnn));
  CHECK(may(kClaimed, kAnn, kComplete, kAnn));
  CHECK(may(kClaimed, kAnn, kReject, kAnn));
  CHECK(may(kClaimed, kAnn, kComplete, kAnn, true));

  for (const TaskState ended : {kCompleted, kRejected, kExpired, kCancelled}) {
    for (const TaskMove move : {kClaim, kRelease, kComplete, kReject}) {
      CHECK_FALSE(may(ended, kAnn, move, kAnn, true));
      CHECK_FALSE(may(ended, {}, move, kKey, true));
    }
  }
}

TEST_CASE("a caller and a link of the same name are two", "[task]") {
  using enum TaskMove;
  CHECK_FALSE(may(TaskState::kClaimed, kAnn, kComplete, kKey, true));
  CHECK_FALSE(may(TaskState::kClaimed, kKey, kComplete, kAnn, true));
  CHECK_FALSE(may(TaskState::kClaimed, kKey, kRelease, kAnn));
  CHECK(may(TaskState::kClaimed, kAnn, kRelease, kKey));
}

TEST_CASE("states have one name each", "[task]") {
  for (std::size_t index = 0; index < kTaskStateNames.size(); ++index) {
    CHECK(task_state_of(kTaskStateNames[index]) == static_cast<TaskState>(index));
  }
  CHECK_FALSE(task_state_of("waiting"));
  CHECK_FALSE(task_state_of(""));
}

}  // namespace
}  // namespace skerry::fn
