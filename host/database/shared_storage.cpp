#include "host/database/shared_storage.hpp"

#include <utility>

#include "host/database/sql_statement_runner.hpp"

namespace skerry::host {

SharedStorage::SharedStorage(SharedStorageOptions options, Executor& executor)
    : options_(std::move(options)), executor_(executor) {}

Result<std::unique_ptr<SharedStorage>> SharedStorage::open(SharedStorageOptions options,
                                                           Executor& executor) {
  std::unique_ptr<SharedStorage> storage(new SharedStorage(std::move(options), executor));
  SqliteOptions sqlite{.path = storage->options_.path,
                       .vfs = storage->options_.vfs,
                       .exclusive = storage->options_.readers == 0,
                       .sync = storage->options_.sync};
  auto writer = SqliteConnection::open(sqlite);
  if (!writer) return std::unexpected(writer.error());
  storage->writer_ = std::make_unique<SqliteWriter>(std::move(*writer), executor);
  sqlite.read_only = true;
  for (std::size_t i = 0; i < storage->options_.readers; ++i) {
    auto reader = SqliteConnection::open(sqlite);
    if (!reader) return std::unexpected(reader.error());
    storage->readers_.push_back(std::move(*reader));
  }
  return storage;
}

SharedStorage::~SharedStorage() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return reads_under_way_ == 0; });
  }
  // Readers first: the last connection to close moves the log into the database file.
  readers_.clear();
  writer_.reset();
}

Result<void> SharedStorage::migrate(const std::vector<Migration>& migrations) {
  return writer_->run_alone([&migrations](SqliteConnection& connection) {
    return apply_migrations(connection, migrations);
  });
}

void SharedStorage::batch(std::string statements, Callback callback) {
  if (options_.readers == 0 || !is_read_only_batch(statements)) {
    write(std::move(statements), std::move(callback));
    return;
  }
  {
    const std::scoped_lock lock(mutex_);
    ++reads_under_way_;
  }
  executor_.post([this, statements = std::move(statements), callback = std::move(callback)] {
    read(statements, callback);
  });
}

void SharedStorage::write(std::string statements, Callback callback) {
  const auto result = std::make_shared<std::string>();
  writer_->submit(
      [statements = std::move(statements), result](SqliteConnection& connection) -> Result<void> {
        auto ran = SqlStatementRunner(connection).run_batch(statements);
        if (!ran) return std::unexpected(std::move(ran.error()));
        *result = std::move(*ran);
        return {};
      },
      [callback = std::move(callback), result](Result<void> outcome) {
        if (outcome) {
          callback(std::move(*result));
        } else {
          callback(std::unexpected(std::move(outcome.error())));
        }
      });
}

std::unique_ptr<SqliteConnection> SharedStorage::borrow_reader() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !readers_.empty(); });
  auto reader = std::move(readers_.back());
  readers_.pop_back();
  return reader;
}

void SharedStorage::read(const std::string& statements, const Callback& callback) {
  auto reader = borrow_reader();
  Result<std::string> result;
  if (auto begun = reader->execute("BEGIN"); begun) {
    result = SqlStatementRunner(*reader).run_batch(statements);
    reader->roll_back();
  } else {
    result = std::unexpected(std::move(begun.error()));
  }
  {
    const std::scoped_lock lock(mutex_);
    readers_.push_back(std::move(reader));
  }
  changed_.notify_one();
  callback(std::move(result));
  const std::scoped_lock lock(mutex_);
  --reads_under_way_;
  changed_.notify_all();
}

}  // namespace skerry::host
