// SPDX-License-Identifier: Apache-2.0
// Render: the front door. A page is a pure function of its view and its layout; the view of the site and the page.
#pragma once

#include <memory>
#include <string>

#include "base/disk.hpp"
#include "base/fingerprint.hpp"
#include "plan/plan.hpp"
#include "render/layouts.hpp"

namespace mulu {

class Spool;

class Renderer {
public:
    /// Prepares everything that pages share. Faults of report narratives are reported, and then there is nothing. `drafts` are of bodies that need not be
    /// read again, by their digests. `site`, `plan`, `layouts`, `disk`, `root` and `drafts` must outlive it.
    static Result<std::unique_ptr<Renderer>> make(const Site& site, const Layouts& layouts, const Disk& disk, const std::string& root,
                                                  Diagnostics& diagnostics, const Spool* drafts = nullptr);
    ~Renderer();
    /// Makes fingerprint() work; `base` stands for the program and the settings' file.
    void prepare_fingerprints(const Digest& base, unsigned workers);
    /// What the bytes of `page` depend on: where it is as it was, so are they. May be called by several threads.
    Result<Fingerprint> fingerprint(const Page& page, const Plan& plan) const;
    /// The bytes of `page`. May be called by several threads with different workers.
    Result<std::string> render(const Page& page, const Plan& plan, unsigned worker) const;

private:
    struct Prepared;
    explicit Renderer(std::unique_ptr<Prepared> prepared);
    std::unique_ptr<Prepared> prepared_;
};

}  // namespace mulu
