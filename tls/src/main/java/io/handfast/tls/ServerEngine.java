// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.TlsServer;
import org.bouncycastle.tls.TlsServerProtocol;

/** The server's protocol object; the overrides are explained in {@link DataPhase}. */
final class ServerEngine extends TlsServerProtocol implements TlsEngine {
    private final TlsServer profile;
    private final DataPhase data;

    ServerEngine(TlsServer profile, DataPhase data) {
        this.profile = profile;
        this.data = data;
    }

    @Override
    public void begin() throws IOException {
        accept(profile);
    }

    @Override
    public void offer(byte[] buffer, int offset, int length) throws IOException {
        offerInput(buffer, offset, length);
    }

    @Override
    public void encrypt(byte[] bytes, int offset, int length, int fragmentLimit) throws IOException {
        for (int done = 0; done < length; done += fragmentLimit) {
            writeApplicationData(bytes, offset + done, Math.min(fragmentLimit, length - done));
        }
    }

    @Override
    public void alert(short level, short description) throws IOException {
        writeRecord(ContentType.alert, new byte[] {(byte) level, (byte) description}, 0, 2);
    }

    @Override
    public void drainTo(OutputStream network) throws IOException {
        OutputBuffers.drain(outputBuffer.getBuffer(), network);
    }

    @Override
    protected void processRecord(short type, byte[] buffer, int offset, int length) throws IOException {
        if (!data.takeRecord(type, buffer, offset, length)) {
            super.processRecord(type, buffer, offset, length);
        }
    }

    @Override
    protected void handleClose(boolean cancelled) throws IOException {
        if (!data.takeClose()) {
            super.handleClose(cancelled);
        }
    }

    @Override
    protected void raiseAlertFatal(short description, String message, Throwable cause) throws IOException {
        if (!data.takeAlert(AlertLevel.fatal, description)) {
            super.raiseAlertFatal(description, message, cause);
        }
    }

    @Override
    protected void raiseAlertWarning(short description, String message) throws IOException {
        if (!data.takeAlert(AlertLevel.warning, description)) {
            super.raiseAlertWarning(description, message);
        }
    }
}
