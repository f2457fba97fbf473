// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.StartException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code handfast} command. */
@Command(
        name = "handfast",
        description = "Trusted peer connections: a SHIP hub, and tools for SHIP and Decred.",
        mixinStandardHelpOptions = false,
        subcommands = {
            HubCommand.class,
            DeviceCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            ShipCommand.class,
            DecredCommand.class,
            VersionCommand.class,
            CompletionCommand.class
        })
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    Main() {}

    /**
     * Runs a command and ends the process with its status.
     *
     * @param arguments as the shell gave them
     */
    public static void main(String[] arguments) {
        StopSignal.endsTheProcess();
        int status = run(arguments);
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }

    /** Runs a command; errors are printed already when it returns. */
    static int run(String... arguments) {
        CommandLine command = new CommandLine(new Main());
        addHelp(command);
        command.setParameterExceptionHandler(Main::usage);
        command.setExecutionExceptionHandler((exception, _, _) -> failed(exception));
        command.setExitCodeExceptionMapper(_ -> ExitStatus.BUG);
        return command.execute(arguments);
    }

    private static void addHelp(CommandLine command) {
        CommandLine.Model.OptionSpec help = CommandLine.Model.OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
        command.getCommandSpec().addOption(help);
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static int usage(ParameterException exception, String[] arguments) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        error(exception.getMessage() + "; see " + command + " --help");
        return ExitStatus.USAGE;
    }

    private static int failed(Exception exception) {
        if (exception instanceof StartException) {
            String.valueOf(exception.getMessage()).lines().forEach(Main::error);
            return ExitStatus.USAGE;
        }
        if (exception instanceof CommandFailed failed) {
            error(String.valueOf(failed.getMessage()));
            return failed.exitStatus();
        }
        if (exception instanceof InterruptedException) {
            error("interrupted");
            return ExitStatus.INTERRUPTED;
        }
        LOG.log(System.Logger.Level.ERROR, "bug", exception);
        error("a bug of ours: " + exception + "; please report it with the log above");
        return ExitStatus.BUG;
    }

    private static void error(String message) {
        System.err.println("handfast: " + message);
    }
}
