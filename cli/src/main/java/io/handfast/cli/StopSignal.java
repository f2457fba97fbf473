// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * SIGINT and SIGTERM for servers: the first asks for an orderly stop, the second ends the process at once with
 * status 3. The JDK has no supported way to see a second signal (a shutdown hook swallows it), so its signal
 * class is reached by reflection; where it is missing the process simply ends at the first signal.
 */
final class StopSignal {
    private final CountDownLatch first = new CountDownLatch(1);

    private StopSignal() {}

    static StopSignal install() {
        StopSignal stop = new StopSignal();
        handle("INT", stop::received);
        handle("TERM", stop::received);
        return stop;
    }

    /** For commands with nothing to put in order: the first signal ends the process, until one calls {@link #install}. */
    static void endsTheProcess() {
        handle("INT", StopSignal::interrupted);
        handle("TERM", StopSignal::interrupted);
    }

    private static void interrupted() {
        System.err.println("handfast: interrupted");
        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
    }

    /** What SIGHUP does, on a thread of its own each time; where there is no such signal nothing does it. */
    static void onHangUp(Runnable action) {
        handle("HUP", action);
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler received = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "hashCode" -> 1;
                case "equals" -> false; // the JDK keeps the handler in a table and never compares two
                default -> "handler of SIG" + name;
            };
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, received);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException _) {
            // the JVM's own handling stays: the process ends at the first signal
        }
    }

    private void received() {
        if (first.getCount() == 0) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
        first.countDown();
    }

    /** As a first signal; never ends the process by itself. */
    void request() {
        first.countDown();
    }

    /** Blocks until the first signal. */
    void await() throws InterruptedException {
        first.await();
    }
}
