// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import picocli.CommandLine.Command;

@Command(
        name = "decred",
        description = "Tools for nodes of Decred.",
        subcommands = {
            DecredProbeCommand.class,
            CrawlCommand.class,
            DecredHeadersCommand.class,
            DecredFiltersCommand.class
        })
final class DecredCommand {}
