package io.tillstream.dispatcher.capi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The tokens of the Conversions API. From a file it is read again as soon as the file changes, without a restart. */
@Component
class AccessToken {

    private static final Logger log = LoggerFactory.getLogger(AccessToken.class);

    private final @Nullable Path file;
    private final Map<String, String> ofDatasets;
    private String token;
    private @Nullable FileTime read;

    AccessToken(CapiSettings settings) {
        this.file = settings.accessTokenFile();
        this.ofDatasets = settings.accessTokens();
        this.token = settings.accessToken();
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
            if (!changed.equals(read)) {
                token = Files.readString(file).strip();
                read = changed;
                log.info("access token read from META_ACCESS_TOKEN_FILE");
            }
        } catch (IOException e) {
            // While it is being replaced it may be gone for a moment; Meta says whether the old one still serves.
            log.atWarn()
                    .addKeyValue("cause", e.toString())
                    .log("META_ACCESS_TOKEN_FILE cannot be read; the last token stands");
        }
    }

    @Override
    public String toString() {
        return "AccessToken[]";
    }
}
