package org.openiep.web.create;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.openiep.problem.NotFound;
import org.openiep.upload.Uploaded;
import org.openiep.upload.Uploads;
import org.openiep.web.words.Words;

/** Studies from a disk or folder instead of the PACS (requirement D14): what came of it, in words. */
@Named("upload")
@RequestScoped
public class UploadView {

    @EJB
    private Uploads uploads;

    @Inject
    private CreatePage page;

    /** All files of a choice have been sent: parameter {@code upload}. */
    public void take() {
        String id = FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .getOrDefault("upload", "");
        try {
            UUID upload = UUID.fromString(id);
            page.uploaded(upload, uploads.look(upload));
        } catch (IllegalArgumentException | NotFound gone) {
            page.getProblems().add("upload", "What you chose has not arrived. Choose it again.");
        }
    }

    /** Its name, so that another disk can join it; empty when nothing was uploaded. */
    public String getId() {
        UUID upload = page.draft().upload;
        return upload == null ? "" : upload.toString();
    }

    /** The number that the next file gets. */
    public int getNext() {
        Uploaded uploaded = page.draft().uploaded;
        return uploaded == null ? 0 : uploaded.files();
    }

    public boolean isDone() {
        return page.draft().upload != null;
    }

    /** "120 images in 1 study. 14 other files were left out." */
    public String getText() {
        Uploaded uploaded = page.draft().uploaded;
        if (uploaded == null) {
            return "";
        }
        int studies = uploaded.studies().size();
        String images = uploaded.images() == 0
                ? "There are no DICOM images in it."
                : Words.count(uploaded.images(), "image") + " in "
                        + (studies == 1 ? "1 study." : studies + " studies.");
        return uploaded.others() == 0
                ? images
                : images + " " + Words.count(uploaded.others(), "other file")
                        + (uploaded.others() == 1 ? " was" : " were") + " left out.";
    }

    /** What of it is not as it should be. */
    public List<String> getWarnings() {
        List<String> warnings = new ArrayList<>();
        Uploaded uploaded = page.draft().uploaded;
        if (uploaded != null && uploaded.missing() > 0) {
            warnings.add(Words.count(uploaded.missing(), "image")
                    + " that the disk lists did not come. Upload the whole" + " disk, or have it written anew.");
        }
        if (uploaded != null && uploaded.unusable() > 0) {
            warnings.add(Words.count(uploaded.unusable(), "file")
                    + " of it cannot be sent: no study, series or image number that can be read is in them.");
        }
        return warnings;
    }

    /** Who is compared with what was typed. */
    public String getSaid() {
        return isDone() ? "What the disk says" : "What the PACS answered";
    }
}
