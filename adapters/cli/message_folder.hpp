// Messages out of a run into a folder: a file a rail (or bank) and kind of message.
//
// XML files   have <Messages> around their messages, each in its own Envelope or Document; MT101 stand one
//             behind the other
// Written     beside its final name and renamed when complete; what was begun is removed when anything fails
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "adapters/outgoing/outgoing.hpp"

namespace rmbsim::adapters::cli {

class MessageFolder {
  public:
    explicit MessageFolder(std::filesystem::path folder);
    ~MessageFolder();  // removes what is unfinished
    MessageFolder(const MessageFolder&) = delete;
    MessageFolder& operator=(const MessageFolder&) = delete;

    void take(const outgoing::Message& message);
    // A line a file: its path, messages and transactions. Throws CommandFailure where the disk says no.
    std::string finish();

  private:
    struct Files;
    std::filesystem::path folder_;
    std::unique_ptr<Files> files_;
};

}  // namespace rmbsim::adapters::cli
