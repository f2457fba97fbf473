// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import picocli.CommandLine.Command;

@Command(
        name = "ship",
        description = "Tools for SHIP nodes.",
        subcommands = {ProbeCommand.class, ConformanceCommand.class, TraceFileCommand.class})
final class ShipCommand {}
