// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import io.handfast.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What {@code --hook} runs: a script that hands its arguments to this process through one pipe and waits for the answer
 * in another one, so that the stand's owner does the work.
 */
final class Hook implements AutoCloseable {
    private static final String END = "end";
    private static final String DONE = "done";

    private final Path folder;
    private final Stand stand;
    private final List<String> log = new ArrayList<>();
    private final CompletableFuture<Void> ended;

    Hook(Path folder, Stand stand) throws IOException, InterruptedException {
        this.folder = folder;
        this.stand = stand;
        for (String pipe : List.of("requests", "answers")) {
            int status = Programs.start(
                            new ProcessBuilder("mkfifo", folder.resolve(pipe).toString()))
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("mkfifo: exit status " + status);
            }
        }
        Files.writeString(
                folder.resolve("hook.sh"),
                "echo \"$1 $2 $3\" >'" + folder + "/requests'\nread -r answer <'" + folder
                        + "/answers'\ntest \"$answer\" = " + DONE + "\n");
        this.ended = CompletableFuture.runAsync(
                this::serve, task -> Thread.ofPlatform().daemon().start(task));
    }

    String command() {
        return "sh '" + folder.resolve("hook.sh") + "'";
    }

    private void serve() {
        while (true) {
            String answer;
            try (BufferedReader requests = Files.newBufferedReader(folder.resolve("requests"))) {
                String request = requests.readLine();
                if (request == null || request.equals(END)) {
                    return;
                }
                answer = perform(request) ? DONE : "impossible";
                log.add(request + ": " + answer);
            } catch (Exception | AssertionError e) {
                log.add(e.toString());
                answer = "impossible";
            }
            try {
                Files.writeString(folder.resolve("answers"), answer + "\n");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private boolean perform(String request) throws Exception {
        String[] words = request.split(" ", -1);
        int colon = words[2].lastIndexOf(':');
        return stand.act(
                words[0], words[1], words[2].substring(0, colon), Integer.parseInt(words[2].substring(colon + 1)));
    }

    /** Ends it; what was asked and answered. */
    List<String> end() throws IOException {
        if (!ended.isDone()) {
            Files.writeString(folder.resolve("requests"), END + "\n");
        }
        ended.join();
        return log;
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
