package io.tillstream.backing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** Makes certificates with the JDK's keytool: one that a server shows as localhost, and one that a client shows. */
public final class Certificates {

    static final String PASSWORD = "changeit";

    private static final List<String> NAMES = List.of("broker", "client");

    private Certificates() {}

    /** Writes NAME.p12, NAME.crt.pem and NAME.key.pem for broker and client, and trusted.pem with both certificates. */
    public static void make(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Files.createDirectories(folder);
        StringBuilder trusted = new StringBuilder();
        for (String name : NAMES) {
            if (!Files.exists(folder.resolve(name + ".p12"))) {
                keytool(folder, name);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
                store.load(in, PASSWORD.toCharArray());
            }
            String certificate = pem("CERTIFICATE", store.getCertificate(name).getEncoded());
            Files.writeString(folder.resolve(name + ".crt.pem"), certificate);
            Files.writeString(
                    folder.resolve(name + ".key.pem"),
                    pem(
                            "PRIVATE KEY",
                            store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
            trusted.append(certificate);
        }
        Files.writeString(trusted(folder), trusted);
    }

    private static void keytool(Path folder, String name) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storepass",
                PASSWORD,
                "-keystore",
                keyStore(folder, name));
        Process process =
                new ProcessBuilder(arguments).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    static String keyStore(Path folder, String name) {
        return folder.resolve(name + ".p12").toAbsolutePath().toString();
    }

    /** PEM file with all certificates. */
    static Path trusted(Path folder) {
        return folder.resolve("trusted.pem").toAbsolutePath();
    }
}
