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
 * The tokens of the Conversions API. From a file it is read again as soon as the file changes, without a restart; from
 * one that has become bad or gone the last good one stands.
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

    /** A dataset's own, or the one for all that have none. */
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
                // Before it is read, so that what is bad is said once.
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
            // While it is being replaced it may be gone for a moment; Meta says whether the old one still serves.
            if (!gone) {
                gone = true;
                log.atWarn()
                        .addKeyValue("cause", e.toString())
                        .log("META_ACCESS_TOKEN_FILE cannot be read; the last token stands");
            }
        }
    }

    /** No more of it than shows that it is no token. */
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
