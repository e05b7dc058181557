#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "host/cli/http_client.hpp"

namespace skerry::host {

/// What commands have in common: which installation they are about, and how to answer.
struct Place {
  std::filesystem::path modules_folder = {};
  std::filesystem::path data_folder = ".skerry";
  std::string configuration_file = {};
  /// URL of a server to ask; empty for whoever holds the data folder.
  std::string server = {};
  /// JSON, also on a terminal.
  bool json = false;
  const char* const* environment = nullptr;
};

/// A request to the installation. `path` begins with a slash and is encoded.
struct DoorRequest {
  std::string method = "GET";
  std::string path;
  /// JSON; empty for none.
  std::string body = {};
  /// `Name: value`.
  std::vector<std::string> fields = {};
  /// Gets the body of a 200 as it comes; false ends the request.
  std::function<bool(std::string_view bytes)> on_bytes = {};
};

/// The way to an installation: a server that runs, or one opened in this process.
class Door {
 public:
  virtual ~Door() = default;
  /// Waits for the answer; the error is one line for the user.
  [[nodiscard]] virtual std::expected<ClientAnswer, std::string> ask(
      const DoorRequest& request) = 0;
  /// Of the server that is asked, without a slash at its end; empty when there is none. The
  /// installation goes on after this process when there is one.
  [[nodiscard]] virtual std::string url() const = 0;

  // A server does both anyway. An installation of this process does nothing of itself: who asks it
  // for a list, say, must not begin attempts that its end would cut off.

  /// Lets a job go on as long as the way is open: its attempts, its retries, its deadline.
  virtual void work_on(const std::string& job) = 0;
  /// Lets happen, before the way is closed, what a change of a job entails: its place in the lists,
  /// its webhooks. Of a job that has ended or waits for a person.
  virtual void see_through(const std::string& job) = 0;
};

/// Opens the way: to `place.server`; else to the server that holds the data folder; else the folder
/// itself. Waits some seconds for a folder that another command holds. The error is one line, or
/// several, for the user.
[[nodiscard]] std::expected<std::unique_ptr<Door>, std::string> open_door(const Place& place);

}  // namespace skerry::host
