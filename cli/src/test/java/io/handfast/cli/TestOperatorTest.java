// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.ship.conformance.OperatorRequest;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who does something at a tested device, and how often he is asked. */
class TestOperatorTest {
    private static final Ski TESTER = Ski.parse("0a".repeat(20));

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private HookOperator hook(String command, Duration limit) {
        return new HookOperator(command, limit, said::add, _ -> "192.0.2.1:4714");
    }

    @Test
    void givenHook_whenRun_thenKnowsActionSkiAndAddress() throws Exception {
        Path seen = folder.resolve("seen");
        HookOperator hook = hook(
                "sh -c 'echo $1 $2 $3 $HANDFAST_ACTION $HANDFAST_SKI $HANDFAST_ADDRESS >" + seen + "' x",
                Duration.ofSeconds(30));
        assertThat(hook.request(OperatorRequest.REVOKE_TRUST, TESTER)).isTrue();
        String once = "revoke " + TESTER.hex() + " 192.0.2.1:4714";
        assertThat(Files.readString(seen)).isEqualTo(once + " " + once + "\n");
    }

    @Test
    void givenHookThatCannot_whenRun_thenNotDoneWithAWarning() throws Exception {
        assertThat(hook("false", Duration.ofSeconds(30)).request(OperatorRequest.TRUST, TESTER))
                .isFalse();
        assertThat(said).containsExactly("--hook trust: exit status 1, so it counts as not possible");
    }

    @Test
    void givenHookThatHangs_whenItsTimeIsOver_thenNotDone() throws Exception {
        assertThat(hook("sleep 600 #", Duration.ofMillis(200)).request(OperatorRequest.DIAL, TESTER))
                .isFalse();
        assertThat(said).singleElement().asString().startsWith("--hook dial: not done within");
    }

    @Test
    void givenHookThatDoesNotExist_whenRun_thenUsage() {
        assertThatThrownBy(
                        () -> hook("/no/such/program", Duration.ofSeconds(30)).request(OperatorRequest.TRUST, TESTER))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("/no/such/program: there is no such command");
    }

    @ParameterizedTest
    @CsvSource({"'\n', true", "'yes\n', true", "'n\n', false", "'No\n', false", "'', false"})
    void givenPerson_whenAsked_thenAnythingButNoMeansDone(String typed, boolean done) {
        PromptOperator person =
                new PromptOperator(said::add, new BufferedReader(new StringReader(typed)), _ -> "192.0.2.1:4714");
        assertThat(person.request(OperatorRequest.TRUST, TESTER)).isEqualTo(done);
        assertThat(said.getFirst()).isEqualTo("trust SKI " + TrustQuestion.grouped(TESTER) + " at the device");
    }

    @Test
    void givenTrustOnce_whenWantedAgain_thenAskedOnlyAfterItWasTakenBack() throws Exception {
        List<OperatorRequest> asked = new ArrayList<>();
        TestOperator operator = TestOperator.asking((what, _) -> asked.add(what));
        for (OperatorRequest what : List.of(
                OperatorRequest.TRUST,
                OperatorRequest.TRUST,
                OperatorRequest.DIAL,
                OperatorRequest.REVOKE_TRUST,
                OperatorRequest.TRUST)) {
            assertThat(operator.request(what, TESTER)).isTrue();
        }
        assertThat(asked)
                .containsExactly(
                        OperatorRequest.TRUST,
                        OperatorRequest.DIAL,
                        OperatorRequest.REVOKE_TRUST,
                        OperatorRequest.TRUST);
    }
}
