// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.Standing;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub keeps: nothing stored is ever lost, nothing unknown is thrown away. */
class FilesTest {
    private static final Ski WALLBOX = Ski.parse("11".repeat(20));
    private static final Ski STRANGER = Ski.parse("22".repeat(20));

    @TempDir
    private Path folder;

    private final Environment environment = Environment.system();

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    private TrustFile openTrust() throws StartException {
        return TrustFile.open(folder.resolve("trusted.json"), environment);
    }

    @Test
    void givenNoTrustFile_whenOpened_thenNobodyIsTrustedAndNothingIsWritten() throws Exception {
        TrustFile trust = openTrust();
        assertThat(trust.size()).isZero();
        assertThat(trust.find(STRANGER)).isEmpty();
        trust.close();
        assertThat(folder.resolve("trusted.json")).doesNotExist();
    }

    @Test
    void givenTheExamplesFile_whenADeviceConnects_thenItsRecordGrowsAndTheRestStays() throws Exception {
        Files.writeString(folder.resolve("trusted.json"), """
                {"%s": {"ski": "%s", "brand": "Elli", "model": "Charger", "device_type": "Wallbox",
                  "paired_at": "2024-01-02T03:04:05+01:00", "last_connection": "2024-01-02T03:04:05+01:00",
                  "connection_count": 41, "ours_of_tomorrow": [1.50, null, true]},
                 "%s": {}}
                """.formatted(
                        "11".repeat(20).toUpperCase(java.util.Locale.ROOT), WALLBOX, STRANGER));
        TrustFile trust = openTrust();
        assertThat(trust.find(WALLBOX))
                .contains(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli Charger")
                        .with(new TrustStore.Description("Elli", "Charger", "Wallbox", "")));
        trust.connected(WALLBOX, "d:_i:1_Elli", Instant.parse("2026-11-21T10:00:00.5Z"));
        trust.close();

        TrustFile again = openTrust();
        assertThat(again.find(WALLBOX).flatMap(TrustStore.TrustedDevice::shipId))
                .contains("d:_i:1_Elli");
        assertThat(again.find(STRANGER)).isPresent();
        again.close();
        assertThat(Files.readString(folder.resolve("trusted.json")))
                .contains("\"connection_count\" : 42", "\"last_connection\" : \"2026-11-21T10:00:00Z\"")
                .contains("\"paired_at\" : \"2024-01-02T03:04:05+01:00\"", "1.50", "null", "true");
    }

    @Test
    void givenALegacySki_whenTheOperatorAcceptsIt_thenThatDeviceAloneIsExcepted() throws Exception {
        Files.writeString(folder.resolve("trusted.json"), """
                {"%s": {"accept_legacy_ski": true}, "%s": {"accept_legacy_ski": false}}
                """.formatted(WALLBOX, STRANGER));
        TrustFile trust = openTrust();
        assertThat(trust.find(WALLBOX))
                .get()
                .extracting(TrustStore.TrustedDevice::legacySki)
                .isEqualTo(true);
        assertThat(trust.find(STRANGER))
                .get()
                .extracting(TrustStore.TrustedDevice::legacySki)
                .isEqualTo(false);
        trust.connected(WALLBOX, "x", Instant.EPOCH);
        trust.close();
        assertThat(openTrust().find(WALLBOX))
                .get()
                .extracting(TrustStore.TrustedDevice::legacySki)
                .isEqualTo(true);
    }

    @Test
    void givenOneBadEntry_whenOpened_thenTheOthersLiveAndItIsNamedAndKept() throws Exception {
        Files.writeString(folder.resolve("trusted.json"), """
                {"%s": {"accept_legacy_ski": "yes", "note": "of mine"},
                 "not an SKI": {"brand": "Elli"},
                 "%s": {"brand": "Vaillant"}}
                """.formatted(WALLBOX, STRANGER));
        TrustFile trust = openTrust();
        assertThat(trust.find(STRANGER)).isPresent();
        assertThat(trust.find(WALLBOX)).isEmpty();
        assertThat(trust.remarks())
                .hasSize(2)
                .anySatisfy(
                        remark -> assertThat(remark).contains("line 1", "accept_legacy_ski", "true or false", "kept"))
                .anySatisfy(remark -> assertThat(remark).contains("line 2", "40 hexadecimal digits"));
        trust.connected(STRANGER, "x", Instant.EPOCH);
        trust.close();
        assertThat(Files.readString(folder.resolve("trusted.json")))
                .contains("\"accept_legacy_ski\" : \"yes\"", "of mine", "not an SKI", "Elli");
        TrustFile again = openTrust();
        assertThat(again.remarks()).hasSize(2);
        again.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli Charger"));
        again.close();
        assertThat(openTrust().find(WALLBOX))
                .as("trusted anew, it takes the place of the bad one")
                .isPresent();
    }

    @Test
    void givenOneDeviceTwice_whenOpened_thenOneEntryIsUsedAndTheOtherIsKept() throws Exception {
        Files.writeString(
                folder.resolve("trusted.json"),
                "{\"" + "ab".repeat(20) + "\": {}, \"" + "AB".repeat(20) + "\": {\"note\": 1}}");
        TrustFile trust = openTrust();
        assertThat(trust.size()).isEqualTo(1);
        assertThat(trust.remarks()).singleElement().asString().contains("twice");
        trust.connected(Ski.parse("ab".repeat(20)), "x", Instant.EPOCH);
        trust.close();
        TrustFile again = openTrust();
        assertThat(again.find(Ski.parse("ab".repeat(20))).flatMap(TrustStore.TrustedDevice::shipId))
                .contains("x");
        assertThat(Files.readString(folder.resolve("trusted.json"))).contains("note");
    }

    @Test
    void givenATrustFileOfShipGo_whenWritten_thenItHasAVersionAndANewerOneIsRefusedAndLeft() throws Exception {
        Path file = folder.resolve("trusted.json");
        Files.writeString(file, "{\"" + WALLBOX + "\": {}}");
        TrustFile trust = openTrust();
        trust.trust(new TrustStore.TrustedDevice(STRANGER, Optional.empty(), "new"));
        trust.close();
        assertThat(Files.readString(file)).contains("\"version\" : 1");
        assertThat(openTrust().size()).isEqualTo(2);

        String newer = "{\"version\": 2, \"devices\": []}";
        Files.writeString(file, newer);
        assertThatThrownBy(this::openTrust)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("knows 1")
                .hasMessageContaining("nothing was changed");
        assertThat(file).hasContent(newer);
    }

    @Test
    void givenDevicesOfSeveralAges_whenAskedForTheUnused_thenTheOldAndTheUnknownAreNamed() throws Exception {
        Ski forgotten = Ski.parse("33".repeat(20));
        Files.writeString(folder.resolve("trusted.json"), """
                {"%s": {"last_connection": "2024-01-02T03:04:05+01:00", "last_seen": "2026-11-20T00:00:00Z"},
                 "%s": {"paired_at": "2024-01-02T03:04:05+01:00"},
                 "%s": {}}
                """.formatted(WALLBOX, STRANGER, forgotten));
        TrustFile trust = openTrust();
        assertThat(trust.unusedSince(Instant.parse("2026-11-01T00:00:00Z")))
                .extracting(TrustStore.TrustedDevice::ski)
                .containsExactly(STRANGER, forgotten);
        trust.seen(STRANGER);
        trust.close();
        assertThat(openTrust().unusedSince(Instant.parse("2024-06-01T00:00:00Z")))
                .extracting(TrustStore.TrustedDevice::ski)
                .containsExactly(forgotten);
    }

    @Test
    void givenAnEntryWrittenByHand_whenOpened_thenTheAuditLogSaysSoOnce() throws Exception {
        Files.writeString(folder.resolve("trusted.json"), "{\"" + WALLBOX + "\": {\"brand\": \"Elli\"}}");
        for (int start = 0; start < 2; start++) {
            TrustFile trust = openAudited();
            trust.trust(new TrustStore.TrustedDevice(STRANGER, Optional.empty(), "new"), DecidedBy.TERMINAL);
            trust.forget(STRANGER, DecidedBy.REST);
            trust.forget(STRANGER, DecidedBy.REST); // nothing is left to forget
            trust.close();
        }
        assertThat(Files.readAllLines(folder.resolve("audit.log")))
                .extracting(line -> line.replaceAll("\"at\":\"[^\"]*\",", ""))
                .containsExactly(
                        audit("trusted", "file", WALLBOX, "Elli"),
                        audit("trusted", "terminal", STRANGER, "new"),
                        audit("forgotten", "rest", STRANGER, "new"),
                        audit("trusted", "terminal", STRANGER, "new"),
                        audit("forgotten", "rest", STRANGER, "new"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("audit.log"))))
                .isEqualTo("rw-------");
    }

    private TrustFile openAudited() throws StartException {
        AuditLog audit = new AuditLog(folder.resolve("audit.log"), Storage.silent(), environment.time());
        PinPenalties ledger = new PinPenalties(environment.time(), environment.entropy());
        return TrustFile.open(
                folder.resolve("trusted.json"), ledger, Storage.silent(), Optional.of(audit), environment);
    }

    private static String audit(String what, String by, Ski ski, String detail) {
        return "{\"version\":1,\"what\":\"" + what + "\",\"by\":\"" + by + "\",\"ski\":\"" + ski + "\",\"detail\":\""
                + detail + "\"}";
    }

    @Test
    void givenAStranger_whenItConnects_thenItIsNotTrustedByThat() throws Exception {
        TrustFile trust = openTrust();
        trust.connected(STRANGER, "x", Instant.EPOCH);
        assertThat(trust.find(STRANGER)).isEmpty();
        trust.close();
    }

    @Test
    void givenANewDevice_whenAdded_thenTheFileIsForTheOwnerAloneAndSurvives() throws Exception {
        TrustFile trust = openTrust();
        trust.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli Charger"));
        trust.close();
        assertThat(openTrust().find(WALLBOX)).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("trusted.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void givenManyChangesAtOnce_whenClosed_thenTheLastStateIsInTheFile() throws Exception {
        TrustFile trust = openTrust();
        trust.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli Charger"));
        for (int i = 0; i < 200; i++) {
            trust.connected(WALLBOX, "id-" + i, Instant.EPOCH.plusSeconds(i));
        }
        trust.close();
        assertThat(Files.readString(folder.resolve("trusted.json")))
                .contains("\"connection_count\" : 200", "\"ship_id\" : \"id-199\"");
        try (var files = Files.list(folder)) {
            assertThat(files).as("no temporary file is left").hasSize(1);
        }
    }

    @Test
    void givenNoState_whenTheShipIdIsAskedTwice_thenItIsMadeOnce() throws StartException {
        Path file = folder.resolve("data/hub_state.json");
        String shipId = StateFile.shipId(file, Storage.silent(), environment.entropy());
        assertThat(shipId).matches("i:handfast-[0-9a-f]{16}");
        assertThat(StateFile.shipId(file, Storage.silent(), environment.entropy()))
                .isEqualTo(shipId);
    }

    @Test
    void givenADeviceThatToldWhereItIs_whenOpenedAgain_thenItCanBeDialledThere() throws Exception {
        TrustFile trust = openTrust();
        trust.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli")
                .with(new TrustStore.Description("Elli", "Charger", "Wallbox", "")));
        Address lastGood = new Address("fd00::1", 4712, "/x/");
        trust.met(WALLBOX, meeting(Optional.of("wss://box.example:4712/ship/"), Optional.of(lastGood)));
        trust.met(WALLBOX, meeting(Optional.empty(), Optional.empty())); // it came by itself and told nothing
        trust.close();
        TrustStore.TrustedDevice device = openTrust().find(WALLBOX).orElseThrow();
        assertThat(device.reach())
                .isEqualTo(new TrustStore.Reach(Optional.of("wss://box.example:4712/ship/"), Optional.of(lastGood)));
        assertThat(device.description()).isEqualTo(new TrustStore.Description("Elli", "Charger", "Wallbox", ""));
        assertThat(device.name()).isEqualTo("Elli Charger");
    }

    private static TrustStore.Meeting meeting(Optional<String> told, Optional<Address> dialledAt) {
        return new TrustStore.Meeting("d:_i:1", Instant.EPOCH, told, dialledAt);
    }

    @Test
    void givenACertificateSeenBeforeItWasTrusted_whenPaired_thenItsFingerprintIsKeptForGood() throws Exception {
        TrustFile trust = openTrust();
        trust.proven(WALLBOX, "AA".repeat(32));
        trust.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli Charger"));
        assertThat(Files.readString(folder.resolve("trusted.json")))
                .contains("\"fingerprint\" : \"" + "AA".repeat(32) + "\"");
        trust.proven(WALLBOX, "BB".repeat(32));
        trust.close();
        assertThat(openTrust().find(WALLBOX).orElseThrow().description().fingerprint())
                .isEqualTo("AA".repeat(32));
    }

    @Test
    void givenNoFingerprintYet_whenATrustedDeviceComes_thenItIsTakenDown() throws Exception {
        TrustFile trust = openTrust();
        trust.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli Charger"));
        trust.proven(WALLBOX, "CC".repeat(32));
        trust.close();
        assertThat(openTrust().find(WALLBOX).orElseThrow().description().fingerprint())
                .isEqualTo("CC".repeat(32));
    }

    @Test
    void givenManyStrangers_whenTheyProveTheirKeys_thenTheFileDoesNotGrow() throws Exception {
        TrustFile trust = openTrust();
        for (int i = 0; i < 1000; i++) {
            trust.proven(Ski.parse(String.format(java.util.Locale.ROOT, "%040x", i)), "DD".repeat(32));
        }
        trust.close();
        assertThat(folder.resolve("trusted.json")).doesNotExist();
    }

    @Test
    void givenPins_whenOpened_thenGivenAndDemanded() throws Exception {
        Files.writeString(folder.resolve("trusted.json"), """
                {"%s": {"pin": "12345678", "demanded_pin": "abcdef0123456789"}, "%s": {}}
                """.formatted(WALLBOX, STRANGER));
        TrustFile trust = openTrust();
        PinTerms terms = trust.pins(WALLBOX);
        assertThat(terms.known().orElseThrow().matches(new Pin("12345678"))).isTrue();
        assertThat(terms.demand().orElseThrow().pin().matches(new Pin("abcdef0123456789")))
                .isTrue();
        assertThat(terms.demand().orElseThrow().required()).isTrue();
        assertThat(trust.pins(STRANGER).demand()).isEmpty();
        assertThat(trust.pins(STRANGER).known()).isEmpty();
        trust.close();
    }

    @Test
    void givenAPinThatIsNone_whenOpened_thenNamedWithoutRepeatingIt() throws Exception {
        Files.writeString(folder.resolve("trusted.json"), "{\"%s\": {\"pin\": 1234567}}".formatted(WALLBOX));
        assertThat(openTrust().remarks())
                .singleElement()
                .asString()
                .contains("line 1: pin is not 8 to 16 hexadecimal digits")
                .doesNotContain("1234567");
    }

    @Test
    void givenWrongPins_whenTheHubStartsAgain_thenTheyCountAndThePenaltyRunsOn() throws Exception {
        Path file = folder.resolve("state.json");
        StateFile state = StateFile.open(file, "i:x", Storage.silent(), environment);
        state.begin();
        for (int i = 0; i < 3; i++) {
            state.penalties().judge(STRANGER, false);
        }
        StateFile again = StateFile.open(file, "i:y", Storage.silent(), environment);
        assertThat(again.crashed()).as("it was not ended").isTrue();
        assertThat(again.penalties().snapshot()).singleElement().satisfies(standing -> {
            assertThat(standing.peer()).isEqualTo(STRANGER);
            assertThat(standing.wrong()).isEqualTo(3);
            assertThat(standing.penaltyLeft()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        });
        assertThat(StateFile.shipId(file, Storage.silent(), environment.entropy()))
                .isEqualTo("i:x");
    }

    @Test
    void givenAPenalty_whenTheClockIsSetForwardByAYear_thenItIsNotShorter() throws Exception {
        Path file = Files.writeString(folder.resolve("state.json"), """
                {"version": 1, "ship_id": "i:x", "last_start": "2025-11-21T10:00:00Z",
                 "pin_penalties": [{"ski": "%s", "wrong": 6, "penalty_left_ms": 90000}]}
                """.formatted(STRANGER));
        TimeSource real = environment.time();
        TimeSource aYearLater = new TimeSource() {
            @Override
            public long nanos() {
                return real.nanos();
            }

            @Override
            public Instant wallClock() {
                return real.wallClock().plus(Duration.ofDays(365));
            }

            @Override
            public Signal newSignal(ReentrantLock lock) {
                return real.newSignal(lock);
            }

            @Override
            public Thread start(String name, Runnable body) {
                return real.start(name, body);
            }
        };
        try (Environment later = Environment.of(aYearLater, environment.entropy())) {
            StateFile state = StateFile.open(file, "i:x", Storage.silent(), later);
            assertThat(state.penalties().penaltyLeft(STRANGER))
                    .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
        }
    }

    @Test
    void givenAGuesser_whenItIsForgotten_thenItsRecordGoesToo() throws Exception {
        PinPenalties penalties = new PinPenalties(environment.time(), environment.entropy());
        TrustFile trust = TrustFile.open(
                folder.resolve("trusted.json"), penalties, Storage.silent(), Optional.empty(), environment);
        trust.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli Charger"));
        penalties.judge(WALLBOX, false);
        trust.forget(WALLBOX);
        assertThat(penalties.snapshot()).isEmpty();
        trust.close();
    }

    @Test
    void givenARunThatEnded_whenTheHubStartsAgain_thenItDidNotCrash() throws Exception {
        Path file = folder.resolve("state.json");
        Files.writeString(file, "{\"version\": 1, \"ship_id\": \"i:x\", \"of_tomorrow\": [1]}");
        StateFile state = StateFile.open(file, "i:x", Storage.silent(), environment);
        assertThat(state.crashed()).isFalse();
        state.begin();
        assertThat(Files.readString(file)).contains("\"clean_stop\" : false", "\"last_start\"", "of_tomorrow");
        state.end(java.time.Duration.ZERO);
        assertThat(Files.readString(file)).contains("\"clean_stop\" : true", "\"last_stop\"");
        assertThat(StateFile.open(file, "i:x", Storage.silent(), environment).crashed())
                .isFalse();
    }

    @Test
    void givenADeviceThatIsNotThere_whenStored_thenTheFileSaysHowOftenItWasDialledAndWhenNext() throws Exception {
        Path file = folder.resolve("state.json");
        StateFile state = StateFile.open(file, "i:x", Storage.silent(), environment);
        state.save(List.of(dialled(3)));
        assertThat(Files.readString(file))
                .contains("\"ski\" : \"" + WALLBOX, "\"attempts\" : 3", "\"next_attempt\" : \"2026-11-21T10:00:05Z\"");
        StateFile again = StateFile.open(file, "i:x", Storage.silent(), environment);
        again.begin();
        assertThat(Files.readString(file)).contains("\"attempts\" : 3");
        again.dialling(List.of(dialled(0)));
        again.end(Duration.ZERO);
        assertThat(Files.readString(file)).doesNotContain("attempts");
    }

    private static DeviceStatus dialled(int attempts) {
        return new DeviceStatus(
                WALLBOX,
                "Wallbox",
                Optional.empty(),
                Standing.TRUSTED,
                ConnectionState.NONE,
                DeviceStatus.SEEN,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                attempts,
                Optional.of(Instant.parse("2026-11-21T10:00:05.7Z")),
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{'version': 0}",
                "{'version': 1, 'pin_penalties': [{'ski': 'x'}]}",
                "{'version': 1, 'pin_penalties': [{'ski': '2222222222222222222222222222222222222222', 'wrong': 0,"
                        + " 'penalty_left_ms': 0}]}",
                "{'version': 1, 'pin_penalties': [{'ski': '2222222222222222222222222222222222222222', 'wrong': 1.5,"
                        + " 'penalty_left_ms': 0}]}"
            })
    void givenABrokenStateFile_whenOpened_thenRefusedAndLeftAsItIs(String text) throws Exception {
        Path file = folder.resolve("state.json");
        Files.writeString(file, text.replace('\'', '"'));
        assertThatThrownBy(() -> StateFile.open(file, "i:x", Storage.silent(), environment))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot be understood")
                .hasMessageContaining("restore it");
        assertThat(Files.readString(file)).isEqualTo(text.replace('\'', '"'));
    }

    @Test
    void givenAStateFileOfANewerVersion_whenOpened_thenRefusedAndLeftAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("state.json"), "{\"version\": 2, \"ship_id\": \"i:x\"}");
        assertThatThrownBy(() -> StateFile.open(file, "i:x", Storage.silent(), environment))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("version is 2, this program knows 1");
        assertThat(file).hasContent("{\"version\": 2, \"ship_id\": \"i:x\"}");
    }

    @Test
    void givenADataDirectory_whenOpenedTwice_thenTheSecondIsRefusedUntilTheFirstIsClosed()
            throws StartException, IOException {
        DataDirectory first = DataDirectory.open(folder);
        assertThatThrownBy(() -> DataDirectory.open(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("used by another hub");
        first.close();
        DataDirectory.open(folder).close();
    }

    @Test
    void whichFolderIsMeant() {
        Optional<Path> none = Optional.empty();
        assertThat(DataDirectory.choose(Optional.of(Path.of("x")), Map.of("HANDFAST_DATA", "y"), true))
                .isEqualTo(Path.of("x"));
        assertThat(DataDirectory.choose(none, Map.of("HANDFAST_DATA", "y"), true))
                .isEqualTo(Path.of("y"));
        assertThat(DataDirectory.choose(none, Map.of("HOME", "/h"), true)).isEqualTo(Path.of("handfast-data"));
        assertThat(DataDirectory.choose(none, Map.of("HOME", "/h"), false))
                .isEqualTo(Path.of("/h/.local/state/handfast"));
        assertThat(DataDirectory.choose(none, Map.of("XDG_STATE_HOME", "/s"), false))
                .isEqualTo(Path.of("/s/handfast"));
    }
}
