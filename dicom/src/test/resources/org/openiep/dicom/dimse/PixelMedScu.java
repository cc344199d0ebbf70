import com.pixelmed.dicom.Attribute;
import com.pixelmed.dicom.AttributeList;
import com.pixelmed.dicom.StoredFilePathStrategy;
import com.pixelmed.dicom.TagFromName;
import com.pixelmed.network.FindSOPClassSCU;
import com.pixelmed.network.GetSOPClassSCU;
import com.pixelmed.network.IdentifierHandler;
import com.pixelmed.network.ReceivedObjectHandler;
import java.io.File;
import java.util.Set;

/** A C-FIND or C-GET of a study by PixelMed: its own programs ask for studies of their author only. */
public class PixelMedScu {
    private static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    private static final String STUDY_ROOT = "1.2.840.10008.5.1.4.1.2.2.";

    /** Arguments: find or get, port, Study Instance UID, folder for what is got. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        AttributeList study = new AttributeList();
        add(study, TagFromName.QueryRetrieveLevel, "STUDY");
        add(study, TagFromName.StudyInstanceUID, arguments[2]);
        if (arguments[0].equals("find")) {
            study.putNewAttribute(TagFromName.PatientName);
            new FindSOPClassSCU("127.0.0.1", port, "OURS", "PIXELMED", STUDY_ROOT + "1", study, new Matches());
        } else {
            new GetSOPClassSCU(
                    "127.0.0.1",
                    port,
                    "OURS",
                    "PIXELMED",
                    STUDY_ROOT + "3",
                    study,
                    new IdentifierHandler(),
                    new File(arguments[3]),
                    StoredFilePathStrategy.BYSOPINSTANCEUIDINSINGLEFOLDER,
                    new Received(),
                    Set.of(CT_IMAGE),
                    false,
                    true,
                    false);
        }
    }

    private static void add(AttributeList list, com.pixelmed.dicom.AttributeTag tag, String value) throws Exception {
        list.putNewAttribute(tag).addValue(value);
    }

    private static final class Matches extends IdentifierHandler {
        @Override
        public void doSomethingWithIdentifier(AttributeList match) {
            System.out.println("match "
                    + Attribute.getSingleStringValueOrEmptyString(match, TagFromName.StudyInstanceUID) + " "
                    + Attribute.getSingleStringValueOrEmptyString(match, TagFromName.PatientName));
        }
    }

    private static final class Received extends ReceivedObjectHandler {
        @Override
        public void sendReceivedObjectIndication(String file, String transferSyntax, String caller) {
            System.out.println("received " + transferSyntax);
        }
    }
}
