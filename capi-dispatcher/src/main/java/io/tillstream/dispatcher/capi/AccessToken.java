package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The tokens of the Conversions API. A token file is read again when it changes, without a restart. If the file is then
 * missing or bad, the last good token stays in use.
 */
@Component
class AccessToken {

    private static final Logger log = LoggerFactory.getLogger(AccessToken.class);
    private static final String FILE = "META_ACCESS_TOKEN_FILE";

    private final @Nullable Path file;
    private final Map<String, String> ofDatasets;
    private String token;
    private @Nullable FileTime seen;
    private boolean gone;

    /** @throws IllegalArgumentException when the file holds no token */
    AccessToken(CapiSettings settings) {
        this.file = settings.accessTokenFile();
        this.ofDatasets = settings.accessTokens();
        this.token = settings.accessToken();
        if (file != null) {
            try {
                seen = Files.getLastModifiedTime(file);
                token = read(file);
            } catch (IOException e) {
                throw new IllegalArgumentException(FILE + " is '" + file + "', which cannot be read", e);
            }
        }
    }

    /** The dataset's own token, or the common one. */
    synchronized String of(String dataset) {
        String own = ofDatasets.get(dataset);
        if (own != null) {
            return own;
        }
        if (file != null) {
            refresh(file);
        }
        return token;
    }

    private void refresh(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(seen) || gone) {
                // Set before the file is read, so that a bad file is reported once.
                seen = changed;
                gone = false;
                token = read(file);
                log.info("access token read from META_ACCESS_TOKEN_FILE");
            }
        } catch (IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("flaw", e.getMessage())
                    .log(
                            "META_ACCESS_TOKEN_FILE holds no token any more; the last good one stands. Write a token to it");
        } catch (IOException e) {
            // A file that is being replaced may be missing for a moment; Meta says whether the old token is still
            // valid.
            if (!gone) {
                gone = true;
                log.atWarn()
                        .addKeyValue("cause", e.toString())
                        .log("META_ACCESS_TOKEN_FILE cannot be read; the last token stands");
            }
        }
    }

    /** Reads no more of the file than is needed to see that it holds no token. */
    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return TokenText.check(FILE, new String(in.readNBytes(4 * TokenText.LONGEST), UTF_8));
        }
    }

    @Override
    public String toString() {
        return "AccessToken[]";
    }
}
