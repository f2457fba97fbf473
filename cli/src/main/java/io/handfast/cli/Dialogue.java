// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.crypto.Ski;
import io.handfast.engine.Ending;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A hub's conversation with the person at its terminal: events scroll by, questions are asked one after the other, a
 * question whose device has left is withdrawn. One thread owns screen and questions ({@link #run}); what is typed and
 * what the hub tells reach it as messages.
 */
final class Dialogue {
    private static final String USAGE = "type status or quit";

    private sealed interface Happening {
        record Typed(String line) implements Happening {}

        record InputEnded() implements Happening {}

        record Told(HubEvent event) implements Happening {}

        record ToldOfPairing(PairingEvent event) implements Happening {}
    }

    private final PrintStream out;
    private final TimeSource time;
    private final Runnable quit;
    private final String overPrompt;
    private final Inbox<Happening> inbox;

    // Owned by the running thread.
    private final Deque<Question> questions = new ArrayDeque<>();
    private Optional<Question> asked = Optional.empty();

    private volatile boolean listening = true;

    /**
     * @param out the screen
     * @param canErase whether it understands how to erase a line; a prompt is left standing otherwise
     * @param time the clock
     * @param quit what {@code quit} does; must not block
     */
    Dialogue(PrintStream out, boolean canErase, TimeSource time, Runnable quit) {
        this.out = out;
        this.overPrompt = canErase ? "\r\u001b[K" : System.lineSeparator();
        this.time = time;
        this.quit = quit;
        this.inbox = new Inbox<>(time, 0);
    }

    /** Whether somebody is there to answer; from any thread. */
    boolean isListening() {
        return listening;
    }

    /** Something happened at the hub; never blocks. */
    void told(HubEvent event) {
        inbox.post(new Happening.Told(event));
    }

    /** The same of the pairing service, which asks nothing. */
    void told(PairingEvent event) {
        inbox.post(new Happening.ToldOfPairing(event));
    }

    /** Reads what is typed until there is no more; blocks. */
    void read(BufferedReader input) {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                typed(line);
            }
        } catch (IOException _) {
            // the terminal is gone, which is an end as well
        }
        inbox.post(new Happening.InputEnded());
    }

    /** Somebody typed a line; never blocks. */
    void typed(String line) {
        inbox.post(new Happening.Typed(line.strip()));
    }

    /** Shows what is left to be shown, then ends; never blocks. */
    void end() {
        inbox.end(new Ending.CancelledHere());
    }

    /** The conversation; blocks until its end. */
    void run(HubDesk desk) throws InterruptedException {
        while (inbox.await(NEVER) instanceof Inbox.Posted<Happening>(Happening happening)) {
            switch (happening) {
                case Happening.Told(HubEvent event) -> show(event, desk);
                case Happening.ToldOfPairing(PairingEvent event) -> say(EventText.line(event));
                case Happening.Typed(String line) -> take(line, desk);
                case Happening.InputEnded _ -> {
                    say("nobody types here any more: nothing is asked here from now on");
                    askNoMore();
                }
            }
            askNext();
            out.flush();
        }
    }

    private void show(HubEvent event, HubDesk desk) {
        say(EventText.line(event));
        if (event.kind() == HubEvent.Kind.STOPPED) {
            askNoMore();
        }
        event.ski().ifPresent(ski -> {
            settle(ski, event.kind());
            switch (event.kind()) {
                case PENDING -> ask(new TrustQuestion(ski, desk));
                case PIN_WANTED -> ask(new PinQuestion(ski, event.name(), desk));
                case APPEARED -> askAgain(ski);
                default -> {}
            }
        });
    }

    private void askNoMore() {
        listening = false;
        questions.clear();
        asked = Optional.empty();
    }

    private void ask(Question question) {
        if (listening && !questions.contains(question)) {
            questions.add(question);
        }
    }

    /** There is more to read now. */
    private void askAgain(Ski ski) {
        asked = asked.filter(question -> !question.ski().equals(ski));
    }

    private void settle(Ski ski, HubEvent.Kind kind) {
        Predicate<Question> isSettled = question ->
                question.ski().equals(ski) && question.settledBy(kind).isPresent();
        questions.removeIf(isSettled);
        asked.filter(isSettled).ifPresent(question -> {
            asked = Optional.empty();
            String why = question.settledBy(kind).orElse("");
            out.println("No need to answer about " + TrustQuestion.grouped(ski) + ": " + why);
        });
    }

    private void askNext() {
        if (asked.isEmpty()) {
            asked = Optional.ofNullable(questions.peek());
            asked.ifPresent(question -> {
                question.lines().forEach(out::println);
                out.print(question.prompt());
            });
        } else {
            asked.ifPresent(question -> out.print(question.prompt()));
        }
    }

    /** A line of its own, over a prompt that stands there; the prompt follows again. */
    private void say(String line) {
        out.println((asked.isPresent() ? overPrompt : "") + line);
    }

    private void take(String line, HubDesk desk) {
        switch (line.toLowerCase(Locale.ROOT)) {
            case "" -> {}
            case "status" -> status(desk);
            case "quit" -> quit.run();
            default -> answer(line);
        }
    }

    private void answer(String line) {
        Optional<Question.Reply> reply = asked.flatMap(question -> question.answer(line));
        String usage =
                asked.map(question -> question.answers() + ", or " + USAGE).orElse(USAGE);
        out.println(reply.map(Question.Reply::text).orElse(usage));
        if (reply.filter(Question.Reply::done).isPresent()) {
            questions.poll();
            asked = Optional.empty();
        }
    }

    private void status(HubDesk desk) {
        desk.devices().forEach(device -> device.explain(time.wallClock()).forEach(out::println));
        desk.visible().stream()
                .map(device -> "seen: " + TrustQuestion.words(device) + (device.trusted() ? "" : "; not trusted"))
                .forEach(out::println);
        if (desk.devices().isEmpty() && desk.visible().isEmpty()) {
            out.println("no device is trusted, waits or is seen");
        }
    }
}
