// SPDX-License-Identifier: Apache-2.0
module com.example.consumer {
    requires io.handfast.hub.app;
}
